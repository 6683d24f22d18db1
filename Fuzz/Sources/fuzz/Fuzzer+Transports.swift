import Fuzzing

@testable import ReparteeTransports

extension Fuzzer {
  /// What programs and browsers say to a server in text.
  static var transports: [Fuzzer] { [clientMessage, audioQuery, stunFragment] }

  private static var clientMessage: Fuzzer {
    let seeds = [
      #"{"type":"text","text":"Are you open on \u00e9 Sunday?"}"#, #"{"type":"interrupt"}"#,
      #"{"type":"played","ms":12340}"#, #"{"type":"played","ms":-1.5e3}"#, #"{"type":"end"}"#,
      #"{"type":"x","a":[{"b":[true,null,0.1,"\ud83d\ude00"]}]}"#,
    ].map { Array($0.utf8) }
    return Fuzzer(name: "client-message", seeds: seeds, words: jsonWords) { bytes in
      do throws(ClientMessageError) {
        guard case .played(let time) = try ClientMessage(json: bytes) else { return }
        precondition(time >= 0, "More than nothing cannot be unplayed.")
      } catch {
        precondition(!error.message.isEmpty, "An error without a sentence.")
      }
    }
  }

  private static var audioQuery: Fuzzer {
    let seeds = [
      "agent=Front%20desk&rate=16000&out_rate=48000&token=a.b.c", "rate=8000", "a=%C3%A9+&b&=c&&",
    ].map { Array($0.utf8) }
    return Fuzzer(name: "audio-query", seeds: seeds, words: queryWords) { bytes in
      let query = String(decoding: bytes, as: UTF8.self)
      guard let request = try? AudioRequest(query: query) else { return }
      precondition(AudioRequest.rates.contains(request.rate), "A rate that is not offered.")
      precondition(AudioRequest.rates.contains(request.outRate), "A rate that is not offered.")
    }
  }

  /// The look that sorts datagrams, before anything about them is known.
  private static var stunFragment: Fuzzer {
    let head: [UInt8] = [0, 1, 0, 20] + [0x21, 0x12, 0xA4, 0x42] + Array(repeating: 9, count: 12)
    let seed = head + [0x80, 0x22, 0, 4, 1, 2, 3, 4, 0, 6, 0, 7] + Array("ab:cdef".utf8) + [0]
    return Fuzzer(name: "stun-fragment", seeds: [seed]) { bytes in
      let name = bytes.withUnsafeBytes { PacketMux.fragment(of: $0) }
      precondition((name ?? "").utf8.count <= 3 * 256, "A longer name than there may be.")
    }
  }

  private static let jsonWords = [
    "{\"type\":", "\"text\"", "\"played\"", "\"interrupt\"", "\"end\"", "\"ms\":", "1e400", "-0",
    "1e-9",
    "\\ud83d", "\\u0000", "null", "true", "[", "]", "{", "}", "\"", ",", ":", "9223372036854775808",
    " ",
  ]

  private static let queryWords = [
    "rate=", "out_rate=", "agent=", "token=", "&", "=", "%", "%00", "%c3%a9", "+", "48000", "24000",
    "8000",
  ]
}

extension Fuzzer {
  static func all() async throws -> [Fuzzer] {
    [wav, journal, try await replay()] + webRTC + [sctp] + transports
  }
}
