public import Repartee
public import ReparteeCore
internal import ReparteeTurn

/// Texts that no event of a session stands behind, and the longer ones.
extension CallMessages {
  /// The first text of a call: it is up, and audio may be sent.
  /// - Parameters:
  ///   - session: the name of the session in the server's interface.
  ///   - agent: the agent's name.
  ///   - rate: of the audio that the client sends.
  ///   - outRate: of the audio that the client gets.
  ///   - encoding: of both; PCM is not named.
  public static func ready(
    session: String, agent: String, rate: SampleRate, outRate: SampleRate,
    encoding: AudioEncoding = .pcm16
  ) -> String {
    var text = JSONText(type: "ready")
    text.add("session", session)
    text.add("agent", agent)
    text.add("rate", rate.hertz)
    text.add("out_rate", outRate.hertz)
    if encoding != .pcm16 { text.add("encoding", encoding.rawValue) }
    return text.closed
  }

  /// Something went wrong; the call goes on unless it is closed after this.
  /// - Parameters:
  ///   - code: for programs, lower case with underscores.
  ///   - message: a sentence for people.
  public static func error(code: String, message: String) -> String {
    var text = JSONText(type: "error")
    text.add("code", code)
    text.add("message", message)
    return text.closed
  }

  /// The last text of a call.
  /// - Parameter reason: why it ended, lower case with underscores.
  public static func end(reason: String) -> String {
    var text = JSONText(type: "end")
    text.add("reason", reason)
    return text.closed
  }

  /// Why a session ended, as clients are told.
  public static func name(of end: SessionEnd) -> String {
    end == .callerGone ? "caller_gone" : end.rawValue
  }

  /// Audio that was sent and has not sounded is to be dropped.
  static let clear = JSONText(type: "clear").closed

  static func overlap(_ verdict: OverlapVerdict) -> String {
    var text = JSONText(type: "overlap")
    text.add("decision", verdict.kind.rawValue)
    text.add("reason", verdict.reason.rawValue)
    text.add("words", verdict.words)
    text.add("probability", verdict.probability.map(Double.init), places: 3)
    text.add("delay_ms", verdict.delay.milliseconds)
    return text.closed
  }

  static func turn(_ report: TurnReport, ending: EndReason?) -> String {
    var text = JSONText(type: "turn")
    text.add("latency_ms", report.stages.latency?.milliseconds)
    text.add("stages", raw: stages(report.stages))
    text.add("interrupted", report.agent.interrupted)
    text.add("caller", raw: report.caller.map(caller) ?? "null")
    text.add("agent", raw: agent(report.agent))
    text.add("turn_over", raw: ending.map(reason) ?? "null")
    return text.closed
  }

  /// Rounded so that the parts still sum to the latency.
  private static func stages(_ stages: TurnStages) -> String {
    var (reached, tenths) = (MediaTime.zero, 0.0)
    let items = stages.parts.map { name, length in
      reached = reached + length
      let next = (reached.milliseconds * 10).rounded()
      defer { tenths = next }
      return JSONText.object {
        $0.add("name", name)
        $0.add("ms", (next - tenths) / 10)
      }
    }
    return JSONText.array(items)
  }

  private static func caller(_ part: TurnReport.CallerPart) -> String {
    JSONText.object {
      $0.add("start_ms", part.start.milliseconds)
      $0.add("end_ms", part.end.milliseconds)
      $0.add("text", part.text)
    }
  }

  private static func agent(_ part: TurnReport.AgentPart) -> String {
    JSONText.object {
      $0.add("start_ms", part.start.milliseconds)
      $0.add("end_ms", part.end.milliseconds)
      $0.add("heard", part.heard)
    }
  }

  private static func reason(_ ending: EndReason) -> String {
    JSONText.object {
      $0.add("because", ending.because)
      $0.add("wait_ms", ending.wait.milliseconds)
    }
  }
}
