import CReparteeVAD
import Foundation
import Repartee
import ReparteeInference

/// Silero's weights, laid out as the kernel reads them. Shared by all streams.
// Unchecked: the memory is filled before the object is shared, and only read after.
final class SileroWeights: @unchecked Sendable {
  /// `RP_VAD_FLOATS` floats, on a cache-line boundary.
  let pointer: UnsafePointer<Float>
  /// Bytes of the file they came from.
  let fileBytes: Int
  /// What is heard instead of a frame that is not finite; made here, so that no frame makes it.
  let silence = [Float](repeating: 0, count: Int(RP_VAD_HOP))
  private let memory: UnsafeMutableRawPointer

  /// - Throws: `.invalid` when the file is not Silero's 16 kHz model, or its weights are not finite.
  init(file: [UInt8], name: String) throws(ModelError) {
    let tensors = try OnnxFile.weights(in: file, named: Set(Self.shapes.keys), name: name)
    for (tensor, shape) in Self.shapes {
      guard let found = tensors[tensor], found.shape == shape,
        found.values.allSatisfy(\.isFinite)
      else {
        throw ModelError(
          .invalid,
          "\(name): \(tensor) is not as it should be: fetch it again with ./repartee setup")
      }
    }
    let block = Self.block(tensors.mapValues(\.values))
    // Holds unless the shapes above and the kernel's table disagree, which a test would show.
    precondition(block.count == Int(RP_VAD_FLOATS.rawValue), "The weights do not fill their block.")
    memory = .allocate(byteCount: block.count * MemoryLayout<Float>.stride, alignment: 64)
    pointer = UnsafePointer(
      memory.initializeMemory(as: Float.self, from: block, count: block.count))
    fileBytes = file.count
  }

  deinit { memory.deallocate() }

  /// The tensors that are read, with their shapes: outputs, inputs, taps.
  private static let shapes: [String: [Int]] = [
    "encoder.0.reparam_conv.weight": [128, 129, 3], "encoder.0.reparam_conv.bias": [128],
    "encoder.1.reparam_conv.weight": [64, 128, 3], "encoder.1.reparam_conv.bias": [64],
    "encoder.2.reparam_conv.weight": [64, 64, 3], "encoder.2.reparam_conv.bias": [64],
    "encoder.3.reparam_conv.weight": [128, 64, 3], "encoder.3.reparam_conv.bias": [128],
    "decoder.rnn.weight_ih": [512, 128], "decoder.rnn.weight_hh": [512, 128],
    "decoder.rnn.bias_ih": [512], "decoder.rnn.bias_hh": [512],
    "decoder.decoder.2.weight": [1, 128, 1], "decoder.decoder.2.bias": [1],
  ]

  /// All tables, in the kernel's order.
  private static func block(_ tensors: [String: [Float]]) -> [Float] {
    func values(_ name: String) -> [Float] { tensors[name] ?? [] }
    func conv(_ layer: Int) -> [Float] { values("encoder.\(layer).reparam_conv.weight") }
    func bias(_ layer: Int) -> [Float] { values("encoder.\(layer).reparam_conv.bias") }
    let inputGates = values("decoder.rnn.weight_ih")
    let hiddenGates = values("decoder.rnn.weight_hh")
    var block = spectrumTables()
    block += panels(outputs: 128, inputs: 129 * 3) { conv(0)[$0 * 387 + $1] } + bias(0)
    block += panels(outputs: 64, inputs: 128 * 3) { conv(1)[$0 * 384 + $1] } + bias(1)
    // Two positions come in and one goes out, so the first tap only ever meets padding.
    block += panels(outputs: 64, inputs: 128) { conv(2)[$0 * 192 + $1 % 64 * 3 + 1 + $1 / 64] }
    block += bias(2)
    block += panels(outputs: 128, inputs: 64) { conv(3)[$0 * 192 + $1 * 3 + 1] } + bias(3)
    block += panels(outputs: 512, inputs: 256) {
      $1 < 128 ? inputGates[$0 * 128 + $1] : hiddenGates[$0 * 128 + $1 - 128]
    }
    block += zip(values("decoder.rnn.bias_ih"), values("decoder.rnn.bias_hh")).map { $0 + $1 }
    block += values("decoder.decoder.2.weight") + values("decoder.decoder.2.bias")
    return block + [Float](repeating: 0, count: 15)
  }

  /// A matrix as the kernel reads it: 16 outputs side by side, input after input.
  private static func panels(
    outputs: Int, inputs: Int, _ weight: (_ output: Int, _ input: Int) -> Float
  ) -> [Float] {
    var panels: [Float] = []
    panels.reserveCapacity(outputs * inputs)
    for first in stride(from: 0, to: outputs, by: 16) {
      for input in 0..<inputs {
        for output in first..<first + 16 { panels.append(weight(output, input)) }
      }
    }
    return panels
  }

  /// Hann's window of 256, and the turns of a transform of that length.
  private static func spectrumTables() -> [Float] {
    let angles = (0..<256).map { 2 * Double.pi * Double($0) / 256 }
    return angles.map { Float(0.5 - 0.5 * cos($0)) }
      + angles.prefix(128).flatMap { [Float(cos($0)), Float(-sin($0))] }
  }
}
