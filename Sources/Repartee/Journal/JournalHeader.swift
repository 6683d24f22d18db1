public import ReparteeCore
public import ReparteeTurn

/// What a session's decisions depend on besides its inputs. The first record of a journal.
public struct JournalHeader: Sendable, Equatable {
  /// Bumped when the same inputs may give other decisions than before.
  public static let currentVersion: UInt32 = 3

  public var version = Self.currentVersion
  public var name: String
  public var instructions: String
  /// What the agent says of its own accord: greeting, reprompt, goodbye, backchannel.
  public var phrases: [String]
  public var abilities: TurnMachine.Abilities
  /// How much audio one probability of the voice detector stands for.
  public var frame: MediaTime
  /// The names of the agent's clause processors, in order.
  public var processors: [String]
  public var turn: TurnProfile

  public init(agent: Agent, abilities: TurnMachine.Abilities, frame: MediaTime) {
    name = agent.name
    instructions = agent.instructions
    phrases = [agent.greeting, agent.reprompt, agent.goodbye, agent.backchannel]
    self.abilities = abilities
    self.frame = frame
    processors = agent.clauses.map(\.name)
    turn = agent.turnProfile
  }

  /// The agent as far as the header knows it.
  func agent(_ processors: [any ClauseProcessor]) -> Agent {
    var agent = Agent(
      name, instructions: instructions, greeting: phrases.first ?? "", turn: turn.base,
      clauses: processors)
    agent.turnWhen = turn.when
    guard phrases.count == 4 else { return agent }
    agent.reprompt = phrases[1]
    agent.goodbye = phrases[2]
    agent.backchannel = phrases[3]
    return agent
  }

  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(version)
    writer.write(name)
    writer.write(instructions)
    writer.write(phrases)
    writer.write(UInt8(abilities.detector ? 1 : 0))
    writer.write(UInt8(abilities.partials ? 1 : 0))
    writer.write(frame.nanoseconds)
    writer.write(processors)
    writer.write(turn.base)
    let when = turn.when.sorted { $0.key.rawValue < $1.key.rawValue }
    writer.write(UInt32(clamping: when.count))
    for (expecting, settings) in when {
      writer.write(expecting.rawValue)
      writer.write(settings)
    }
    return writer.bytes
  }

  /// - Returns: nil when the bytes are not a header of this version. Settings it does not know are skipped.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    guard reader.read(UInt32.self) == Self.currentVersion, let name = reader.readString(),
      let instructions = reader.readString(), let phrases = reader.readStrings(),
      let detector = reader.read(UInt8.self), let partials = reader.read(UInt8.self),
      let frame = reader.read(Int64.self), let processors = reader.readStrings(),
      let base = reader.readSettings(), let count = reader.read(UInt32.self)
    else { return nil }
    self.name = name
    self.instructions = instructions
    self.phrases = phrases
    abilities = .init(detector: detector == 1, partials: partials == 1)
    self.frame = MediaTime(nanoseconds: frame)
    self.processors = processors
    turn = TurnProfile(base)
    for _ in 0..<count {
      guard let name = reader.readString(), let settings = reader.readSettings() else { return nil }
      if let expecting = Expectation(rawValue: name) { turn.when[expecting] = settings }
    }
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ texts: [String]) {
    write(UInt32(clamping: texts.count))
    for text in texts { write(text) }
  }

  fileprivate mutating func write(_ settings: TurnSettings) {
    write(UInt32(clamping: TurnSettings.fields.count))
    for field in TurnSettings.fields {
      write(field.name)
      write(field.get(settings))
    }
  }
}

extension ByteReader {
  fileprivate mutating func readStrings() -> [String]? {
    guard let count = read(UInt32.self) else { return nil }
    var texts: [String] = []
    for _ in 0..<count {
      guard let text = readString() else { return nil }
      texts.append(text)
    }
    return texts
  }

  fileprivate mutating func readSettings() -> TurnSettings? {
    guard let count = read(UInt32.self) else { return nil }
    var settings = TurnSettings()
    for _ in 0..<count {
      guard let name = readString(), let value = readDouble() else { return nil }
      TurnSettings.fields.first { $0.name == name }?.set(&settings, value)
    }
    return settings
  }
}
