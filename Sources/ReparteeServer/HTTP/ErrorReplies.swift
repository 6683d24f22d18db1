internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Answers every error as `{"error":{"code","message"}}`, and gives every answer the headers that keep
/// browsers from doing what the page never asks for.
struct ErrorReplies: RouterMiddleware {
  typealias Context = BasicRequestContext

  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do { response = try await next(request, context) } catch let error as HTTPParserError {
      throw error
    } catch {
      response = Reply.refusal(Self.refusal(for: error, context))
    }
    for (name, value) in Self.always where response.headers[name] == nil {
      response.headers[name] = value
    }
    return response
  }

  private static func refusal(for error: any Error, _ context: Context) -> Refusal {
    switch error {
    case let refusal as Refusal: return refusal
    case is NIOTooManyBytesError:
      return Refusal(.contentTooLarge, "too_big", "The body is longer than is read here.")
    case let error as HTTPError where error.status == .notFound:
      return Refusal(.notFound, "not_found", "There is nothing at this address.")
    case let error as HTTPError:
      return Refusal(error.status, "bad_request", error.body ?? "The request cannot be understood.")
    default:
      context.logger.error("a request failed: \(error)")
      return Refusal(
        .internalServerError, "failed", "Something broke on the server; its log says what.")
    }
  }

  /// Nothing but the server's own scripts, styles, sounds and connections.
  static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self' ws: wss:", "media-src 'self' blob:", "worker-src 'self'",
    "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private static let always: [(HTTPField.Name, String)] =
    [
      (.contentSecurityPolicy, contentSecurityPolicy),
      (.xContentTypeOptions, "nosniff"),
      (.cacheControl, "no-cache"),
    ]
    + [
      ("Referrer-Policy", "no-referrer"), ("Permissions-Policy", "microphone=(self)"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}

/// Turns pages of other origins away, but for those on the list, who are told that they are (CORS).
struct OriginReplies: RouterMiddleware {
  typealias Context = BasicRequestContext
  let origins: OriginCheck

  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    let facts = RequestFacts(request.head, query: nil)
    guard try origins.check(facts), let origin = facts.origin else {
      return try await next(request, context)
    }
    var response: Response
    if request.method == .options {
      response = Response(
        status: .noContent,
        headers: [
          .accessControlAllowMethods: "GET, POST, PATCH, DELETE",
          .accessControlAllowHeaders: "Authorization, Content-Type, Last-Event-ID",
          .accessControlMaxAge: "600",
        ])
    } else {
      do { response = try await next(request, context) } catch let refusal as Refusal {
        response = Reply.refusal(refusal)
      }
    }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.accessControlExposeHeaders] = "Location, Retry-After"
    response.headers[.vary] = "Origin"
    return response
  }
}
