import Foundation
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct WebPageTests {
  @Test("The page is served with the right types, and nothing else of the disk is")
  func serves() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-web-\(UUID().uuidString)")
    let web = folder.appendingPathComponent("Web")
    try FileManager.default.createDirectory(
      at: web.appendingPathComponent("parts"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      ("Web/index.html", "<p>page"), ("Web/main.js", "let a"), ("Web/parts/style.css", "p{}"),
      ("Web/.hidden.js", "hidden"), ("secret.js", "secret"), ("Web/notes.txt", "notes"),
    ] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let path = web.path
    try await TestServer.with {
      $0.webFolder = path
    } _: { client in
      for (path, type, text) in [
        ("/", "text/html; charset=utf-8", "<p>page"),
        ("/index.html", "text/html; charset=utf-8", "<p>page"),
        ("/main.js?v=1", "text/javascript; charset=utf-8", "let a"),
        ("/parts/style.css", "text/css; charset=utf-8", "p{}"),
      ] {
        let answer = try await client.get(path)
        #expect(answer.status == 200 && answer.body == text, "\(path)")
        #expect(answer.headers["content-type"] == type, "\(path)")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        let policy = try #require(answer.headers["content-security-policy"])
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self';"))
        #expect(!policy.contains("unsafe"))
      }
      for path in [
        "/../secret.js", "/%2e%2e/secret.js", "/parts/../../secret.js", "/.hidden.js", "//main.js",
        "/notes.txt", "/parts", "/parts/", "/main.js/", "/main.js%00",
      ] {
        let answer = try await client.get(path)
        #expect(answer.status == 404, "\(path)")
        #expect(!answer.body.contains("secret") || answer.code == "not_found", "\(path)")
      }
      let head = try await client.send("HEAD", "/main.js")
      #expect(head.status == 200 && head.body == "" && head.headers["content-length"] == "5")
      let tag = try #require(head.headers["etag"])
      #expect(try await client.get("/main.js", ["if-none-match": tag]).status == 304)
    }
  }
}
