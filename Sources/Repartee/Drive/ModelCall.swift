import ReparteeCore

/// Work for a model that a session asks for. Owns all it needs, so that it can run anywhere.
struct ModelCall: Sendable {
  enum Work: Sendable {
    case recognize(SpeechSegment)
    case turn(TurnQuestion)
    case generate(LanguageRequest)
    case synthesize(SpeechRequest, Epoch)
  }

  var id: CallID
  var work: Work
}

/// What came of a model call, or a piece of it.
struct ModelResult: Sendable {
  var input: SessionInput
  /// The whole transcript that `.transcript` is the text of.
  var transcript: Transcript?
  /// Audio that goes with `.speech`.
  var audio: [Float] = []
  var epoch = Epoch.none
}

extension ModelCall {
  /// Does the work and hands on each result as it comes. Returns when all is done or the task is cancelled.
  func perform(with models: ModelSet, deliver: @escaping @Sendable (ModelResult) -> Void) async {
    do throws(ModelError) {
      switch work {
      case .recognize(let segment):
        let transcript = try await models.recognizer.transcribe(segment)
        let text = ModelBounds.cut(transcript.text, to: ModelBounds.transcript)
        deliver(ModelResult(input: .transcript(id, text: text), transcript: transcript))
      case .turn(let question):
        let probability = ModelBounds.probability(try await question.answer())
        deliver(ModelResult(input: .turnProbability(id, probability)))
      case .generate(let request):
        _ = try await models.language.generate(request) { [id] in
          deliver(ModelResult(input: .token(id, ModelBounds.cut($0, to: ModelBounds.piece))))
        }
        deliver(ModelResult(input: .tokensEnded(id)))
      case .synthesize(let request, let epoch):
        try await models.speech.synthesize(request) { [id] block in
          deliver(
            ModelResult(
              input: .speech(
                id, samples: block.samples.count,
                words: ModelBounds.words(block.words, of: request.text)),
              audio: ModelBounds.audio(block.samples), epoch: epoch))
        }
        deliver(ModelResult(input: .speechEnded(id)))
      }
    } catch {
      if error.code != .cancelled {
        let message = ModelBounds.cut(error.message, to: ModelBounds.message)
        deliver(ModelResult(input: .failed(id, message)))
      }
    }
  }
}
