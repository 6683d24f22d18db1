import Foundation
import Repartee
import ReparteeInference
import Testing

@testable import ReparteeLocal

/// The installed voice, loaded once for all tests that need it.
enum HibariFixture {
  static let isInstalled = ModelHome.standard.has(
    "lib/libonnxruntime.so", "models/hibari/hibari.onnx", "models/hibari/oov.onnx",
    "models/hibari/vocab.json", "models/hibari/us_gold.json", "models/hibari/us_silver.json",
    "models/hibari/tagger.json", "models/hibari/normalize.json")

  private static let loaded = Result { () throws(ModelError) in
    try HibariSynthesizer(workers: ModelWorkers(name: "voice-tests", threads: 1))
  }

  /// - Throws: why it could not be loaded.
  static func synthesizer() throws(ModelError) -> HibariSynthesizer { try loaded.get() }

  /// "Your appointment is confirmed for Tuesday at half past three." as the network's symbols.
  static let appointment: [Int64] = [
    0, 52, 157, 135, 123, 16, 83, 58, 156, 41, 56, 62, 55, 83, 56, 62, 16, 102, 68, 16, 53, 83, 56,
    48, 156, 87, 123, 55, 46, 16, 48, 76, 123, 16, 62, 156, 63, 68, 46, 157, 24, 16, 72, 62, 16, 50,
    156, 72, 48, 16, 58, 156, 72, 61, 62, 16, 119, 123, 156, 51, 4, 0,
  ]

  /// Decibels by which a sound stands above its difference from another.
  static func likeness(_ sound: [Float], _ other: [Float]) -> Float {
    let difference = zip(sound, other).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let energy = sound.reduce(Float(0)) { $0 + $1 * $1 }
    return 10 * log10f(energy / max(difference, 1e-20))
  }
}
