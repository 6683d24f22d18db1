internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The page: files that are read once, so that no request reaches the disk and no path can leave the folder.
struct WebPage: Sendable {
  struct File: Sendable, Equatable {
    var bytes: [UInt8]
    var type: String
    var tag: String
  }

  /// Larger is none of ours.
  private static let maximumBytes = 4 << 20

  private static let types = [
    "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon",
    "json": "application/json", "webmanifest": "application/manifest+json",
  ]

  private let files: [String: File]

  /// - Parameter folder: nil: the one beside the program.
  init(folder: String?) {
    var files: [String: File] = [:]
    if let root = (folder ?? Self.besideProgram()).map({ URL(fileURLWithPath: $0) }) {
      Self.read(root, at: "", into: &files)
    }
    files["/"] = files["/index.html"]
    self.files = files
  }

  var isEmpty: Bool { files.isEmpty }

  /// - Parameter path: as it stands in the request, percent signs and all: names here need none.
  func file(at path: String) -> File? { files[path] }

  private static func read(_ folder: URL, at path: String, into files: inout [String: File]) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where !name.hasPrefix(".") {
      let url = folder.appendingPathComponent(name)
      guard let type = types[url.pathExtension.lowercased()] else {
        if url.pathExtension.isEmpty { read(url, at: "\(path)/\(name)", into: &files) }
        continue
      }
      guard let data = FileManager.default.contents(atPath: url.path), data.count <= maximumBytes
      else { continue }
      let hash = SHA256.hash(data: data).prefix(12).map { String($0, radix: 16) }.joined()
      files["\(path)/\(name)"] = File(bytes: Array(data), type: type, tag: "\"\(hash)\"")
    }
  }

  /// The generated `Bundle.module` would end the process when the folder is not there.
  private static func besideProgram() -> String? {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    for folder in [Bundle.main.bundleURL, program.deletingLastPathComponent()] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      guard let name = names.first(where: { $0.hasSuffix("_ReparteeServer.resources") }) else {
        continue
      }
      return folder.appendingPathComponent("\(name)/Web").path
    }
    return nil
  }
}

/// Serves the page.
struct WebPageReplies: RouterMiddleware {
  typealias Context = BasicRequestContext
  let page: WebPage

  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard request.method == .get || request.method == .head,
      let file = page.file(at: request.uri.path)
    else { return try await next(request, context) }
    let headers: HTTPFields = [.contentType: file.type, .eTag: file.tag, .cacheControl: "no-cache"]
    if request.headers[.ifNoneMatch] == file.tag {
      return Response(status: .notModified, headers: headers)
    }
    let response = Response(
      status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
    return request.method == .head ? response.createHeadResponse() : response
  }
}
