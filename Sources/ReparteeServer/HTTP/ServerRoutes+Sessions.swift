internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Repartee

/// What can be asked of calls, running and ended.
extension ServerRoutes {
  func addSessions(to router: Router<BasicRequestContext>) {
    router.get("/v1/sessions") { request, _ in
      try await identify(request).checkProgram()
      return try Reply.json(SessionsReply(sessions: book.all.map(\.summary)))
    }
    router.get("/v1/sessions/:id") { request, context in
      try Reply.json(try await entry(request, context).summary)
    }
    router.delete("/v1/sessions/:id") { request, context in
      try await entry(request, context).send(.hangUp)
      return Response(status: .noContent)
    }
    router.get("/v1/sessions/:id/events") { request, context in
      let entry = try await entry(request, context)
      return Self.stream(
        entry.events, after: request.headers[.lastEventID].flatMap { Int($0) } ?? 0)
    }
    router.get("/v1/sessions/:id/journal") { request, context in
      let entry = try await entry(request, context)
      return try await file(
        entry.journalPath, type: "application/octet-stream", name: "\(entry.id).journal", context)
    }
    router.get("/v1/sessions/:id/recording.wav") { request, context in
      let entry = try await entry(request, context)
      return try await file(
        entry.recordingPath, type: "audio/wav", name: "\(entry.id).wav", context)
    }
  }

  private struct SessionsReply: Encodable { var sessions: [CallSummary] }

  /// A browser may see a call of its agent whose name it knows: names cannot be guessed.
  func entry(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> CallEntry {
    let asker = try await identify(request)
    guard let id = context.parameters.get("id"), let entry = book.entry(id) else {
      throw Refusal.noSession
    }
    do { try asker.check(agent: entry.agent) } catch { throw Refusal.noSession }
    return entry
  }

  private func file(
    _ path: String, type: String, name: String, _ context: BasicRequestContext
  ) async throws -> Response {
    let body: ResponseBody
    do { body = try await FileIO().loadFile(path: path, context: context) } catch {
      throw Refusal(.notFound, "no_such_file", "Nothing of this kind was kept of this call.")
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: type, .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ], body: body)
  }

  /// Server-sent events: the texts of a call, numbered, until it ends.
  private static func stream(_ log: EventLog, after id: Int) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        let (stream, listener) = log.listen(after: id)
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { await beat(listener) }
          defer {
            listener.finish()
            group.cancelAll()
          }
          for await item in stream { try await writer.write(ByteBuffer(string: text(item))) }
        }
        try await writer.finish(nil)
      })
  }

  private static func text(_ item: EventLog.Item) -> String {
    switch item {
    case .entry(let entry): "id: \(entry.id)\ndata: \(entry.text)\n\n"
    case .beat: ": \n\n"
    }
  }

  /// Keeps proxies from closing a line on which nothing happens, and finds out that nobody reads.
  private static func beat(_ listener: AsyncStream<EventLog.Item>.Continuation) async {
    while (try? await ContinuousClock().sleep(for: .seconds(15))) != nil { listener.yield(.beat) }
  }
}

extension HTTPField.Name {
  /// Where a reader of server-sent events left off.
  fileprivate static var lastEventID: HTTPField.Name { HTTPField.Name("Last-Event-ID") ?? .range }
}
