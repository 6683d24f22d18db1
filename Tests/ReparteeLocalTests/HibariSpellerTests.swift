import ReparteeInference
import Testing

@testable import ReparteeLocal

@Suite("Hibari speller", .enabled(if: HibariFixture.isInstalled, "run ./repartee setup"))
struct HibariSpellerTests {
  @Test(
    "Unknown words get a likely reading",
    arguments: [
      ("Kubernetes", "kjˈubəɹnˌits"), ("Qbernate", "kjˈubˈɜɹnAt"), ("blorptastic", "blɔɹptˈæstɪk"),
      ("snorgle's", "snˈɔɹɡᵊlz"),
    ])
  func known(word: String, reading: String) throws {
    #expect(try HibariSpeller(home: .standard).spell(word) == reading)
  }

  @Test("What has no letters has no reading, and length does no harm")
  func odd() throws {
    let speller = try HibariSpeller(home: .standard)
    #expect(try speller.spell("") == "")
    #expect(try speller.spell("你好\u{0}🙂") == "")
    let long = try speller.spell(String(repeating: "supercalifragilistic", count: 500))
    #expect(!long.isEmpty && long.count < 1_000)
  }
}
