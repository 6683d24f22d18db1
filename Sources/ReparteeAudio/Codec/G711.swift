/// Telephone audio: a sample a byte, by one of the two laws of ITU-T G.711.
///
/// Both directions look codes up in tables that are made once; nothing is allocated for a block.
public enum G711: Sendable, Hashable, CaseIterable {
  /// North America and Japan: "PCMU".
  case muLaw
  /// The rest of the world: "PCMA".
  case aLaw

  /// What a code stands for.
  public func decode(_ code: UInt8) -> Int16 { Int16(levels[Int(code)] * 32_768) }

  /// The code that stands for `sample`.
  public func encode(_ sample: Int16) -> UInt8 {
    codes[Int(UInt16(bitPattern: sample) >> shift)]
  }

  /// Decodes a block.
  /// - Parameters:
  ///   - codes: any bytes.
  ///   - samples: at least as many; only those of `codes` are written.
  public func decode(_ codes: Span<UInt8>, into samples: inout MutableSpan<Float>) {
    precondition(samples.count >= codes.count, "Each code needs room for its sample.")
    let levels = levels
    for index in codes.indices { samples[index] = levels[Int(codes[index])] }
  }

  /// Encodes a block.
  /// - Parameters:
  ///   - samples: full scale is 1; beyond it is clipped, what is no number is silence.
  ///   - codes: at least as many; only those of `samples` are written.
  public func encode(_ samples: Span<Float>, into codes: inout MutableSpan<UInt8>) {
    precondition(codes.count >= samples.count, "Each sample needs room for its code.")
    let (table, shift) = (self.codes, shift)
    for index in samples.indices {
      codes[index] = table[Int(UInt16(bitPattern: PCM.int16(samples[index])) >> shift)]
    }
  }

  /// The µ-law tells samples of 14 bits apart, the A-law those of 12.
  private var shift: Int { self == .muLaw ? 2 : 4 }

  /// The level of each code, full scale 1.
  var levels: [Float] { self == .muLaw ? Self.muLevels : Self.aLevels }

  private var codes: [UInt8] { self == .muLaw ? Self.muCodes : Self.aCodes }
}
