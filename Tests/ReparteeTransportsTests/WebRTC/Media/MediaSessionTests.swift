import CAllocationCounter
import ReparteeCore
import ReparteeRTC
import Testing

@testable import ReparteeTransports

/// Two ends of one stream of media, with a line between them, in time that the test makes.
final class MediaPair {
  let speaker: MediaSession
  let listener: MediaSession
  var now = MediaTime.zero
  /// What is on the line to the listener and to the speaker.
  var line: [[UInt8]] = []
  private var back: [[UInt8]] = []
  /// Whether the packet with this number arrives.
  var passes: (Int) -> Bool = { _ in true }
  private(set) var sent = 0
  private(set) var bytes = 0

  init(profile: SrtpProfile = .aes128Gcm, rate: SampleRate = .hz24000) throws {
    let start = NtpTime(unixSeconds: 1_700_000_000, nanoseconds: 0)
    speaker = try MediaSession(source: 1, name: "a", payloadType: 111, rate: rate, start: start)
    listener = try MediaSession(source: 2, name: "b", payloadType: 111, rate: rate, start: start)
    let (one, two) = (
      [UInt8](repeating: 1, count: profile.keySize), [UInt8](repeating: 2, count: profile.keySize)
    )
    try speaker.open(SrtpKeys(profile: profile, inbound: two, outbound: one))
    try listener.open(SrtpKeys(profile: profile, inbound: one, outbound: two))
    speaker.transmit = { [unowned self] datagram in
      line.append(Array(datagram))
    }
    listener.transmit = { [unowned self] datagram in back.append(Array(datagram)) }
  }

  /// Twenty milliseconds: one block is said, what arrives is taken, one block is heard.
  func step(_ speech: [Float]) -> [Float] {
    now += .milliseconds(20)
    speaker.send(speech.span, at: now)
    speaker.tick(at: now)
    listener.tick(at: now)
    for datagram in line {
      bytes += datagram.count
      if passes(sent) { datagram.withUnsafeBytes { listener.receive($0, at: now) } }
      sent += 1
    }
    line = []
    for datagram in back { datagram.withUnsafeBytes { speaker.receive($0, at: now) } }
    back = []
    var block = [Float](repeating: 0, count: 320)
    var span = block.mutableSpan
    listener.next(into: &span, at: now)
    return block
  }
}

struct MediaSessionTests {
  @Test(
    "Speech arrives, at any rate of the synthesiser's",
    arguments: [16_000, 22_050, 24_000, 44_100, 48_000])
  func arrives(hertz: Int) throws {
    let rate = try #require(SampleRate(hertz))
    let pair = try MediaPair(rate: rate)
    let voice = Voice.samples(seconds: 2, rate: rate)
    var heard: [Float] = []
    for start in stride(from: 0, through: voice.count - rate.blockSize, by: rate.blockSize) {
      heard += pair.step(Array(voice[start..<start + rate.blockSize]))
    }
    let original = Voice.samples(seconds: 2, rate: .hz16000)
    let (decibels, lag) = Voice.bestGain(of: original, in: heard, lags: 0...2_000)
    #expect(decibels > 12)
    // 40 ms of the buffer's, and what codec and filters take.
    #expect(lag < 1_200)
  }

  @Test("Silence that lasts is not sent, and the word after it is whole and on time")
  func silence() throws {
    let pair = try MediaPair()
    let voice = Voice.samples(seconds: 1, rate: .hz24000)
    let quiet = [Float](repeating: 0, count: 480)
    for start in stride(from: 0, to: 24_000, by: 480) {
      _ = pair.step(Array(voice[start..<start + 480]))
    }
    let before = pair.speaker.statistics.packetsOut
    for _ in 0..<150 { _ = pair.step(quiet) }
    let sentInSilence = pair.speaker.statistics.packetsOut - before
    #expect(sentInSilence >= 10 && sentInSilence <= 12)
    var heard: [Float] = []
    for start in stride(from: 0, to: 24_000, by: 480) {
      heard += pair.step(Array(voice[start..<start + 480]))
    }
    for _ in 0..<10 { heard += pair.step(quiet) }
    let original = Voice.samples(seconds: 1, rate: .hz16000)
    let (decibels, lag) = Voice.bestGain(of: original, in: heard, lags: 0...2_000)
    #expect(decibels > 10 && lag < 1_600)
    let summary = pair.listener.summary(at: pair.now)
    #expect(summary.packetsLost == 0 && summary.concealed < 12)
  }

  @Test("Losses switch redundancy on, which then fills them; it goes when they end")
  func losses() throws {
    let pair = try MediaPair()
    let voice = Voice.samples(seconds: 8, rate: .hz24000)
    let say = { (range: Range<Int>) -> [Float] in
      var heard: [Float] = []
      for start in stride(from: range.lowerBound, to: range.upperBound, by: 480) {
        heard += pair.step(Array(voice[start..<start + 480]))
      }
      return heard
    }
    pair.passes = { $0 % 10 != 3 }
    _ = say(0..<96_000)
    let half = pair.listener.summary(at: pair.now)
    #expect(pair.speaker.summary(at: pair.now).sendsRedundancy)
    #expect(half.packetsLost > 10)
    _ = say(96_000..<192_000)
    let whole = pair.listener.summary(at: pair.now)
    #expect(whole.recovered - half.recovered > 10)
    pair.passes = { _ in true }
    for _ in 0..<2 { _ = say(0..<192_000) }
    #expect(!pair.speaker.summary(at: pair.now).sendsRedundancy)
  }

  @Test("Both sides learn of each other's reception, and what is under way drains")
  func reports() throws {
    let pair = try MediaPair()
    let voice = Voice.samples(seconds: 3, rate: .hz24000)
    // The voice sounds at that moment.
    for start in stride(from: 0, to: 65_760, by: 480) {
      _ = pair.step(Array(voice[start..<start + 480]))
    }
    let summary = pair.speaker.summary(at: pair.now)
    #expect(summary.remoteJitter != nil && summary.roundTrip == .zero)
    #expect(pair.speaker.underWay(at: pair.now) > .zero)
    for _ in 0..<30 { _ = pair.step([Float](repeating: 0, count: 480)) }
    #expect(pair.speaker.underWay(at: pair.now) == .zero)
    pair.speaker.close(at: pair.now)
    _ = pair.step([Float](repeating: 0, count: 480))
    #expect(pair.listener.hasPeerEnded)
  }

  @Test(
    "What does not open, comes again or is of a ninth source is counted or dropped, and changes nothing"
  )
  func hostile() throws {
    let pair = try MediaPair()
    let voice = Voice.samples(seconds: 1, rate: .hz24000)
    var copies: [[UInt8]] = []
    for start in stride(from: 0, to: 24_000, by: 480) {
      let before = pair.line
      _ = before
      pair.speaker.send(voice.span.extracting(start..<start + 480), at: pair.now)
      copies += pair.line
      _ = pair.step([Float](repeating: 0, count: 480))
    }
    let good = pair.listener.statistics.packetsIn
    for copy in copies { copy.withUnsafeBytes { pair.listener.receive($0, at: pair.now) } }
    #expect(pair.listener.statistics.packetsIn == good)
    #expect(pair.listener.statistics.replayed == copies.count)
    var random = Seeded(seed: 5)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      bytes.withUnsafeBytes { pair.listener.receive($0, at: pair.now) }
    }
    #expect(pair.listener.statistics.packetsIn == good)
    #expect(pair.step([Float](repeating: 0, count: 480)).allSatisfy { $0.isFinite })
  }

  @Test(
    "Twenty milliseconds each way allocate nothing but what the protecting library does",
    .enabled(if: allocation_counter_works() != 0, "allocations cannot be counted with this libc"))
  func steady() throws {
    let pair = try MediaPair()
    let voice = Voice.samples(seconds: 0.02, rate: .hz24000)
    var packet = [UInt8](repeating: 0, count: 1_500)
    var length = 0
    pair.speaker.transmit = {
      length = $0.count
      packet.withUnsafeMutableBytes { [datagram = $0] in $0.copyMemory(from: datagram) }
    }
    var block = [Float](repeating: 0, count: 320)
    var before: UInt64 = 0
    for turn in 0..<400 {
      if turn == 200 { before = allocation_count() }
      pair.now += .milliseconds(20)
      pair.speaker.send(voice.span, at: pair.now)
      packet.withUnsafeBytes {
        pair.listener.receive(UnsafeRawBufferPointer(rebasing: $0[0..<length]), at: pair.now)
      }
      var span = block.mutableSpan
      pair.listener.next(into: &span, at: pair.now)
    }
    let counted = allocation_count() - before
    #expect(pair.listener.statistics.packetsIn == 400)
    #expect(counted == 200 * (try Self.libraryAllocations()))
  }

  /// What protecting and opening one packet allocates in the library.
  private static func libraryAllocations() throws -> UInt64 {
    let key = [UInt8](repeating: 1, count: SrtpProfile.aes128Gcm.keySize)
    let pair = try SrtpPair(SrtpKeys(profile: .aes128Gcm, inbound: key, outbound: key))
    var packet = SrtpTests.packet(sequence: 0) + [UInt8](repeating: 0, count: SrtpSession.trailer)
    var before: UInt64 = 0
    for sequence in UInt8(0)...100 {
      if sequence == 1 { before = allocation_count() }
      var count = packet.count - SrtpSession.trailer
      packet[0] = 0x80
      packet[3] = sequence
      let isDone = packet.withUnsafeMutableBytes {
        let sealed = pair.outbound.protect($0, count: &count)
        return sealed == .done
          && pair.inbound.unprotect(
            UnsafeMutableRawBufferPointer(rebasing: $0[0..<count]), count: &count) == .done
      }
      guard isDone else { return .max }
    }
    return (allocation_count() - before) / 100
  }
}
