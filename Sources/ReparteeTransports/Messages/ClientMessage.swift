internal import Foundation

/// What a client may say in text: a JSON object with a `type`.
public enum ClientMessage: Sendable, Equatable {
  /// The caller typed this instead of saying it.
  case text(String)
  /// Stop speaking.
  case interrupt
  /// So much of the audio that the client got is no longer waiting to be played, in milliseconds since
  /// the call began: it has sounded, or was dropped at a `clear`.
  case played(milliseconds: Int)
  /// The caller has no more to say. What was said is still answered.
  case end
  /// A type that means nothing here; to be ignored.
  case unknown(String)

  /// The longest message that is read, in bytes of UTF-8.
  public static let maximumBytes = 16_384
  /// More than a year: nothing plays longer.
  static let longestPlayed = 1e11

  /// - Parameter json: the message's bytes, from anybody.
  public init(json: some Collection<UInt8>) throws(ClientMessageError) {
    guard json.count <= Self.maximumBytes else {
      throw .tooLong("A message may have \(Self.maximumBytes) bytes at most.")
    }
    guard String(validating: json, as: UTF8.self) != nil else {
      throw .notText("A text message must be UTF-8.")
    }
    do {
      self = try JSONDecoder().decode(ClientFields.self, from: Data(json)).message
    } catch let error as ClientMessageError {
      throw error
    } catch {
      throw .malformed("A text message must be a JSON object, such as {\"type\":\"interrupt\"}.")
    }
  }

  /// - Parameter json: the message's text, from anybody.
  public init(json: String) throws(ClientMessageError) { try self.init(json: Array(json.utf8)) }
}

/// Why a client's message could not be understood.
public enum ClientMessageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It is longer than a message may be.
  case tooLong(String)
  /// It is no UTF-8 (RFC 6455, section 8.1: the connection has to be closed).
  case notText(String)
  /// It is no JSON object.
  case malformed(String)
  /// A field that its type needs is missing or of another kind.
  case wrongField(String)

  /// A sentence that says what is wrong.
  public var message: String {
    switch self {
    case .tooLong(let message), .notText(let message), .malformed(let message),
      .wrongField(let message):
      message
    }
  }

  /// How the connection is to be closed for it; nil when the call goes on and the client is told.
  public var closure: CallClosure? {
    switch self {
    case .tooLong: .tooBig
    case .notText: .invalidText
    case .malformed, .wrongField: nil
    }
  }

  public var description: String { message }
}

/// The fields of a message; those that its type does not need may be anything.
private struct ClientFields: Decodable {
  private enum Key: String, CodingKey { case type, text, ms }
  let message: ClientMessage

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    guard let type = try? fields.decode(String.self, forKey: .type) else {
      throw ClientMessageError.wrongField("A message needs a \"type\" that is a string.")
    }
    switch type {
    case "text":
      guard let text = try? fields.decode(String.self, forKey: .text),
        text.contains(where: { !$0.isWhitespace })
      else {
        throw ClientMessageError.wrongField("\"text\" needs a \"text\" that is a string of words.")
      }
      message = .text(text)
    case "interrupt": message = .interrupt
    case "played":
      guard let time = try? fields.decode(Double.self, forKey: .ms),
        (0...ClientMessage.longestPlayed).contains(time)
      else {
        throw ClientMessageError.wrongField("\"played\" needs an \"ms\" that is a number from 0.")
      }
      message = .played(milliseconds: Int(time))
    case "end": message = .end
    default: message = .unknown(type)
    }
  }
}
