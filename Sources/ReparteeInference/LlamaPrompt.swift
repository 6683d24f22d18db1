internal import Repartee

/// A conversation as tokens, cut to what the model can hold.
struct LlamaPrompt: Equatable {
  var tokens: [Int32]
  /// How many of them, from the beginning, are the same for every conversation of the agent.
  var shared: Int
}

/// Writes prompts for one model.
struct LlamaPromptWriter {
  /// The longest single message. What is longer keeps its end, where a question usually is.
  static let longestMessage = 1024
  /// No token stands for more bytes than this on average, so more text need not be tokenised to be cut.
  static let bytesPerToken = 16
  /// Messages older than this are not looked at.
  static let mostMessages = 512
  /// What must be left for the caller's words when the instructions are in.
  static let leastRoom = 64

  let vocabulary: LlamaVocabulary
  let template: LlamaChatTemplate

  /// The tokens that every conversation under `instructions` begins with, up to the caller's first word.
  func prefix(instructions: String, limit: Int) throws(ModelError) -> [Int32] {
    let roles: [LlamaChatTemplate.Role] = instructions.isEmpty ? [.user] : [.system, .user]
    let frames = try frames(roles, opensReply: false)
    let contents = instructions.isEmpty ? [] : [try system(instructions, limit: limit)]
    return join(tokens(of: Array(frames.dropLast())), contents)
  }

  /// The tokens of a conversation whose reply is to be written next, at most `limit`.
  ///
  /// When all does not fit, the oldest messages go, a quarter of the room at a time so that the rest keeps its place in
  /// the cache for some turns. The instructions and the newest message stay.
  func prompt(
    instructions: String, messages: [Message], limit: Int
  ) throws(ModelError) -> LlamaPrompt {
    let system = instructions.isEmpty ? [] : [try system(instructions, limit: limit)]
    let room = limit - system.reduce(0) { $0 + $1.count }
    let longest = max(Self.leastRoom / 2, min(Self.longestMessage, room - Self.leastRoom / 2))
    var recent = messages.suffix(Self.mostMessages).map { message in
      (role: Self.role(message.role), tokens: self.tokens(of: message.text, longest: longest))
    }
    while true {
      let roles = (system.isEmpty ? [] : [.system]) + recent.map(\.role)
      let frames = tokens(of: try frames(roles, opensReply: true))
      let tokens = join(frames, system + recent.map(\.tokens))
      if tokens.count <= limit || recent.count <= 1 {
        let shared = zip(tokens, try prefix(instructions: instructions, limit: limit))
          .prefix { $0 == $1 }.count
        return LlamaPrompt(tokens: Array(tokens.suffix(limit)), shared: shared)
      }
      let costs = zip(frames.dropFirst(system.count), recent).map { $0.count + $1.tokens.count }
      recent.removeFirst(
        Self.drop(costs, recent.map(\.role), excess: tokens.count - limit, block: room / 4))
    }
  }

  /// How many of the oldest messages go, so that at least `excess` tokens do, in whole blocks.
  private static func drop(
    _ costs: [Int], _ roles: [LlamaChatTemplate.Role], excess: Int, block: Int
  ) -> Int {
    let block = max(1, block)
    let goal = (excess + block - 1) / block * block
    var gone = 0
    var count = 0
    // The newest message stays, and what is left begins with the caller.
    while count < costs.count - 1, gone < goal || roles[count] == .assistant {
      gone += costs[count]
      count += 1
    }
    return max(1, count)
  }

  private static func role(_ role: Message.Role) -> LlamaChatTemplate.Role {
    role == .user ? .user : .assistant
  }

  private func frames(
    _ roles: [LlamaChatTemplate.Role], opensReply: Bool
  ) throws(ModelError) -> [String] {
    if let frames = template.frames(roles, opensReply: opensReply) { return frames }
    // A model without a template that llama.cpp knows gets the most common one.
    if let frames = LlamaChatTemplate(source: nil).frames(roles, opensReply: opensReply) {
      return frames
    }
    throw ModelError(.failed, "the chat template could not be applied: name another model")
  }

  private func system(_ instructions: String, limit: Int) throws(ModelError) -> [Int32] {
    let most = limit - Self.leastRoom
    let tokens = self.tokens(of: instructions, longest: most + 1)
    guard tokens.count <= most else {
      throw ModelError(
        .unsupported,
        "the instructions are longer than the \(max(0, most)) tokens this model has room for: shorten them"
      )
    }
    return tokens
  }

  /// The newest `longest` tokens of a text, in which nothing is special.
  private func tokens(of text: String, longest: Int) -> [Int32] {
    let most = longest.multipliedReportingOverflow(by: Self.bytesPerToken).partialValue
    let end = text.utf8.count > most ? String(Substring(text.utf8.suffix(most))) : text
    return vocabulary.tokens(of: Self.clean(end), special: false).suffix(max(1, longest))
  }

  /// Without blanks around it and without control characters, which mean nothing in speech.
  private static func clean(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter {
      $0 == "\n" || $0 == "\t" || !($0.value < 0x20 || (0x7F..<0xA0).contains($0.value))
    }
    let blank: (UnicodeScalar) -> Bool = { $0.properties.isWhitespace }
    var view = Substring.UnicodeScalarView(String.UnicodeScalarView(scalars))
    view = view.drop(while: blank)
    while let last = view.last, blank(last) { view.removeLast() }
    return String(view)
  }

  /// The tokens of the template's own text, in which special tokens are what they are.
  private func tokens(of frames: [String]) -> [[Int32]] {
    frames.enumerated().map { index, frame in
      vocabulary.tokens(of: frame, special: true, start: index == 0 && vocabulary.wantsStart)
    }
  }

  /// Frames with the contents between them.
  private func join(_ frames: [[Int32]], _ contents: [[Int32]]) -> [Int32] {
    frames.indices.flatMap { frames[$0] + (contents.indices.contains($0) ? contents[$0] : []) }
  }
}
