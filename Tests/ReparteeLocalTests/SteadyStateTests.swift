import CAllocationCounter
import Repartee
import ReparteeInference
import ReparteeLocal
import Testing

/// What runs for every block of a caller's audio must not touch the heap.
@Suite(
  .enabled(if: allocation_counter_works() != 0, "allocations cannot be counted here"))
struct SteadyStateTests {
  @Test("The counter counts")
  func counter() {
    let before = allocation_count()
    let array = [Float](repeating: 1, count: 4_096)
    #expect(array.count == 4_096)
    let after = allocation_count()
    #expect(after > before)
  }

  @Test(
    "A frame of voice detection allocates nothing, in quiet, in speech and with bad samples",
    .enabled(
      if: ModelHome.standard.has("models/silero/silero_vad_openvino_16k.onnx"),
      "run ./repartee setup"))
  func voice() throws {
    let stream = try SileroVoiceDetector().makeStream()
    var frames = frames(of: SileroSignal.samples)
    frames.append([Float](repeating: .nan, count: 512))
    frames.append([])
    var sum = stream.process([Float](repeating: 0, count: 512).span)
    let before = allocation_count()
    for _ in 0..<5 { for frame in frames { sum += stream.process(frame.span) } }
    let after = allocation_count()
    #expect(after - before == 0)
    #expect(sum > 0)
  }

  @Test(
    "Keeping a turn's features up to date allocates nothing, in blocks of any size",
    .enabled(
      if: ModelHome.standard.has(
        "lib/libonnxruntime.so", "models/smart-turn/smart-turn-v3.2-cpu.onnx"),
      "run ./repartee setup"))
  func turn() throws {
    let stream = try SmartTurnTests.detector.get().makeStream()
    let samples = SmartTurnSignal.noise.samples
    stream.append(samples.span)
    let before = allocation_count()
    for block in [320, 160, 7, 512, 32_000] {
      for start in stride(from: 0, to: samples.count - block + 1, by: block) {
        stream.append(samples.span.extracting(start..<start + block))
      }
      stream.beginTurn(lead: block)
    }
    let after = allocation_count()
    #expect(after - before == 0)
  }
}
