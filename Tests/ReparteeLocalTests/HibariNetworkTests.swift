import Repartee
import ReparteeInference
import Testing

@testable import ReparteeLocal

@Suite("Hibari network", .enabled(if: HibariFixture.isInstalled, "run ./repartee setup"))
struct HibariNetworkTests {
  private let network: HibariNetwork
  private let token = CancellationToken()

  init() throws { network = try HibariFixture.synthesizer().voice.network }

  @Test("A known sentence gets its known durations and pitch")
  func golden() throws {
    let plan = try network.plan(ids: HibariFixture.appointment, speed: 1, token: token)
    let expected = [
      14, 1, 1, 1, 1, 2, 3, 2, 3, 2, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 4, 2, 2, 2, 2, 2, 2, 2,
      1, 1, 1, 3, 2, 3, 3, 3, 2, 4, 2, 2, 1, 1, 2, 1, 3, 2, 2, 2, 2, 4, 2, 2, 1, 2, 2, 2, 4, 15, 6,
      1,
    ]
    // Quantised weights round differently from one processor to another.
    #expect(plan.durations.count == expected.count)
    let off = zip(plan.durations, expected).reduce(0) { $0 + abs($1.0 - $1.1) }
    #expect(off <= 8)
    let voiced = plan.pitch.filter { $0 > PulseSource.voiceless }
    #expect((185...198).contains(voiced.reduce(0, +) / Float(voiced.count)))
  }

  @Test("Durations add up to the frames, at any speed", arguments: [0.5, 1, 1.3, 2])
  func durations(speed: Float) throws {
    let plan = try network.plan(ids: HibariFixture.appointment, speed: speed, token: token)
    #expect(plan.durations.reduce(0, +) * VoiceShape.framesPerUnit == plan.frames)
    let expected = 308 / Double(speed)
    // No symbol is shorter than one unit, so quick speech is a little longer than asked for.
    #expect(abs(Double(plan.frames) / expected - 1) < 0.15)
  }

  @Test("Untrimmed, every unit of duration is 600 samples of sound")
  func length() throws {
    let plan = try network.plan(ids: HibariFixture.appointment, speed: 1, token: token)
    let sound = try whole(plan, cuts: [])
    #expect(sound.count == plan.durations.reduce(0, +) * 600)
  }

  @Test("A sentence made in stretches sounds like one made at once")
  func stretches() throws {
    let plan = try network.plan(ids: HibariFixture.appointment, speed: 1, token: token)
    let once = try whole(plan, cuts: [])
    let parts = try whole(plan, cuts: [20, 61, 150])
    #expect(once.count == parts.count)
    // They differ by the rounding of the quantised activations, as two noise seeds do.
    #expect(HibariFixture.likeness(once, parts) > 15)
  }

  @Test("A cancelled token stops the network")
  func cancelled() throws {
    let token = CancellationToken()
    token.cancel()
    let error = #expect(throws: ModelError.self) {
      try network.plan(ids: HibariFixture.appointment, speed: 1, token: token)
    }
    #expect(error?.code == .cancelled)
  }

  private func whole(_ plan: HibariNetwork.Plan, cuts: [Int]) throws -> [Float] {
    var mixer = try #require(FrameMixer(seed: 1))
    var source = PulseSource(pitch: plan.pitch, scale: 1)
    source.extend(to: source.count)
    var adder = OverlapAdder()
    var output: [Float] = []
    for (start, end) in zip([0] + cuts, cuts + [plan.frames]) {
      let rows = try network.decode(plan, frames: start..<end, token: token)
      rows.withUnsafeBufferPointer { rows in
        guard let base = rows.baseAddress else { return }
        for frame in start..<end {
          let row = base + (frame - start) * VoiceShape.frame
          mixer.mix(frame: frame, row: row, source: source) { adder.add($0, to: &output) }
        }
      }
    }
    adder.finish(to: &output)
    return output
  }
}
