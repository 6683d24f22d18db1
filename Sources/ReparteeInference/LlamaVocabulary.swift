internal import CLlama

/// A model's tokens: text in, text out. A model owns its vocabulary; whoever keeps one keeps the model.
struct LlamaVocabulary {
  let pointer: OpaquePointer?
  let count: Int

  init(pointer: OpaquePointer?) {
    self.pointer = pointer
    count = pointer.map { Int(llama_vocab_n_tokens($0)) } ?? 0
  }

  /// The tokens of `text`.
  /// - Parameters:
  ///   - special: whether `<|im_end|>` and its like become the tokens they name. True for the template's own text only:
  ///     in a caller's or an author's words they are plain characters.
  ///   - start: whether the model's begin-of-text token, if it has one, goes in front.
  func tokens(of text: String, special: Bool, start: Bool = false) -> [Int32] {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        let room = characters.count + 2
        // A token is at least a byte, so this is one try but for vocabularies that add tokens of their own.
        for room in [room, room * 4] {
          var count: Int32 = 0
          let tokens = [Int32](unsafeUninitializedCapacity: room) { buffer, used in
            count = llama_tokenize(
              pointer, characters.baseAddress, Int32(clamping: characters.count),
              buffer.baseAddress, Int32(clamping: room), start, special)
            used = min(room, max(0, Int(count)))
          }
          if count >= 0 { return tokens }
        }
        return []
      }
    }
  }

  /// The bytes `token` stands for: none for control tokens, and not always whole characters.
  func piece(_ token: Int32) -> [UInt8] {
    for room in [32, 512] {
      var count: Int32 = 0
      let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, used in
        buffer.withMemoryRebound(to: CChar.self) { characters in
          count = llama_token_to_piece(
            pointer, token, characters.baseAddress, Int32(room), 0, false)
        }
        used = min(room, max(0, Int(count)))
      }
      if count >= 0 { return piece }
    }
    return []
  }

  /// Whether `token` ends a reply.
  func ends(_ token: Int32) -> Bool { llama_vocab_is_eog(pointer, token) }

  /// Whether prompts begin with a token of the model's own.
  var wantsStart: Bool { llama_vocab_get_add_bos(pointer) }
}
