internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Repartee

/// Calls over WebRTC are made as streams are published by WHIP (RFC 9725): an offer is posted, and the answer
/// says where the call is.
extension ServerRoutes {
  private static let sdp = "application/sdp"
  private static let fragment = "application/trickle-ice-sdpfrag"

  func addWebRTC(to router: Router<BasicRequestContext>) {
    router.post("/v1/webrtc") { request, _ in
      do throws(Refusal) { return try await offer(request) } catch {
        door.metrics.refused(error.code)
        throw error
      }
    }
    router.delete("/v1/webrtc/:id") { request, context in
      try await entry(request, context).send(.hangUp)
      return Response(status: .ok)
    }
    router.patch("/v1/webrtc/:id") { request, context in try await restart(request, context) }
  }

  private func offer(_ request: Request) async throws(Refusal) -> Response {
    guard let webRTC else { throw .noWebRTC }
    guard Self.type(of: request) == Self.sdp else { throw .noSDP }
    // Who may not call is not read. A page writes its query as forms have it, with `+` for a space.
    let permit = try await door.admit(facts(request))
    let (agent, models, place) = (permit.agent, permit.models, permit.place)
    let offer = try await text(of: request)
    let entry = book.begin(agent: agent.name, transport: .webrtc)
    let answer: WebRTCAnswer
    do throws(Refusal) {
      let call = WebRTCCall(id: entry.id, agent: agent.name, speechRate: models.speech.rate)
      answer = try await webRTC.accept(offer: offer, for: call)
    } catch {
      book.finish(entry, error.code)
      throw error
    }
    starter.begin(
      PreparedCall(entry: entry, agent: agent, models: models, line: answer.line, place: place))
    return Reply.text(
      answer.answer, type: Self.sdp, status: .created,
      headers: [.location: "/v1/webrtc/\(entry.id)", .acceptPatch: Self.fragment])
  }

  private func restart(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    guard let webRTC else { throw Refusal.noWebRTC }
    let entry = try await entry(request, context)
    guard entry.transport == .webrtc, entry.isRunning else { throw Refusal.noSession }
    guard Self.type(of: request) == Self.fragment else { throw Refusal.noFragment }
    let answer = try await webRTC.restart(entry.id, fragment: try await text(of: request))
    return Reply.text(answer, type: Self.fragment)
  }

  private func text(of request: Request) async throws(Refusal) -> String {
    let limit = door.configuration.limits.offer
    do {
      return String(buffer: try await request.body.collect(upTo: limit))
    } catch {
      throw Refusal(.contentTooLarge, "too_big", "An offer may have \(limit) bytes at most.")
    }
  }

  /// Without parameters.
  private static func type(of request: Request) -> String? {
    request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
      .trimmingPrefix { $0 == " " }.description
  }
}

extension HTTPField.Name {
  /// RFC 5789, section 3.1.
  fileprivate static var acceptPatch: HTTPField.Name { HTTPField.Name("Accept-Patch") ?? .accept }
}
