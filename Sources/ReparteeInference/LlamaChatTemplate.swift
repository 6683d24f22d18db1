internal import CLlama
internal import Repartee

/// The text that a model's chat template puts around the messages of a conversation.
///
/// Only this text may name special tokens. What people say goes between the frames as plain text, so that a caller who
/// says `<|im_end|>` says eleven characters and ends nothing.
struct LlamaChatTemplate {
  enum Role: String { case system, user, assistant }

  /// The template as the model's file has it; nil for ChatML.
  let source: String?

  /// The frames of a conversation: one before each message and one after the last, which opens the reply if asked.
  /// - Returns: `roles.count + 1` strings; nil when llama.cpp does not know the template or it leaves a message out.
  func frames(_ roles: [Role], opensReply: Bool) -> [String]? {
    let marks = roles.indices.map { "@@\($0)@@" }
    guard let text = render(roles, contents: marks, opensReply: opensReply) else { return nil }
    var frames: [String] = []
    var rest = text[...]
    for mark in marks {
      guard let found = rest.firstRange(of: mark) else { return nil }
      frames.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return frames + [String(rest)]
  }

  /// The whole text of a conversation by llama.cpp's own rendering.
  func render(_ roles: [Role], contents: [String], opensReply: Bool) -> String? {
    let strings = zip(roles, contents).flatMap {
      [Self.terminated($0.rawValue), Self.terminated($1)]
    }
    let size = 1024 + 2 * strings.reduce(0) { $0 + $1.count } + 64 * roles.count
    var written: Int32 = -1
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, used in
      written = Self.withPointers(to: strings) { pointers in
        let chat = roles.indices.map {
          llama_chat_message(role: pointers[2 * $0], content: pointers[2 * $0 + 1])
        }
        return buffer.withMemoryRebound(to: CChar.self) { out in
          chat.withUnsafeBufferPointer {
            llama_chat_apply_template(
              source, $0.baseAddress, $0.count, opensReply, out.baseAddress,
              Int32(clamping: out.count))
          }
        }
      }
      used = max(0, min(size, Int(written)))
    }
    guard written >= 0, Int(written) <= size else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func terminated(_ text: String) -> [CChar] {
    text.utf8.map { CChar(bitPattern: $0) } + [0]
  }

  private static func withPointers<R>(
    to strings: [[CChar]], _ body: ([UnsafePointer<CChar>?]) -> R
  ) -> R {
    // One block holds all strings, so that one pointer keeps them all.
    var offsets: [Int] = []
    var block: [CChar] = []
    for string in strings {
      offsets.append(block.count)
      block += string
    }
    return block.withUnsafeBufferPointer { buffer in
      body(offsets.map { offset in buffer.baseAddress.map { $0 + offset } })
    }
  }
}
