public import ReparteeCore
public import ReparteeTurn

/// What a session's decisions depend on besides its inputs. The first record of a journal.
public struct JournalHeader: Sendable, Equatable {
  /// Bumped when the same inputs may give other decisions than before.
  public static let currentVersion: UInt32 = 2

  public var version = Self.currentVersion
  public var name: String
  public var instructions: String
  public var greeting: String
  public var hasTurnDetector: Bool
  /// How much audio one probability of the voice detector stands for.
  public var frame: MediaTime
  /// The names of the agent's clause processors, in order.
  public var processors: [String]
  public var turn: TurnSettings

  public init(agent: Agent, hasTurnDetector: Bool, frame: MediaTime) {
    self.frame = frame
    name = agent.name
    instructions = agent.instructions
    greeting = agent.greeting
    self.hasTurnDetector = hasTurnDetector
    processors = agent.clauses.map(\.name)
    turn = agent.turn
  }

  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.write(version)
    for text in [name, instructions, greeting] { writer.write(text) }
    writer.write(UInt8(hasTurnDetector ? 1 : 0))
    writer.write(frame.nanoseconds)
    writer.write(UInt32(clamping: processors.count))
    for processor in processors { writer.write(processor) }
    writer.write(UInt32(clamping: TurnSettings.fields.count))
    for field in TurnSettings.fields {
      writer.write(field.name)
      writer.write(field.get(turn))
    }
    return writer.bytes
  }

  /// - Returns: nil when the bytes are not a header of this version. Settings it does not know are skipped.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    guard reader.read(UInt32.self) == Self.currentVersion, let name = reader.readString(),
      let instructions = reader.readString(), let greeting = reader.readString(),
      let detector = reader.read(UInt8.self), let frame = reader.read(Int64.self),
      let count = reader.read(UInt32.self)
    else { return nil }
    self.name = name
    self.instructions = instructions
    self.greeting = greeting
    hasTurnDetector = detector == 1
    self.frame = MediaTime(nanoseconds: frame)
    processors = []
    for _ in 0..<count {
      guard let processor = reader.readString() else { return nil }
      processors.append(processor)
    }
    turn = TurnSettings()
    guard let fields = reader.read(UInt32.self) else { return nil }
    for _ in 0..<fields {
      guard let field = reader.readString(), let value = reader.readDouble() else { return nil }
      TurnSettings.fields.first { $0.name == field }?.set(&turn, value)
    }
  }
}
