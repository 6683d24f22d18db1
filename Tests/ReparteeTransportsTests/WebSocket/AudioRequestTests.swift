import ReparteeCore
import Testing

@testable import ReparteeTransports

@Suite("What the address of a call asks for") struct AudioRequestTests {
  @Test("Nothing is asked for: 16 kHz both ways, any agent")
  func empty() throws {
    for query in ["", "&", "&&", "x=y", "agent=&token="] {
      let request = try AudioRequest(query: query)
      #expect(request == (try AudioRequest(query: "rate=16000&out_rate=16000")))
      #expect(request.agent == nil && request.token == nil)
      #expect(request.rate == .hz16000 && request.outRate == .hz16000)
    }
  }

  @Test("All of it, encoded as browsers and programs do")
  func whole() throws {
    let request = try AudioRequest(
      query: "out_rate=48000&agent=Front%20desk+%C3%A9&rate=8000&token=a.b-c_d%3D&debug")
    #expect(request.agent == "Front desk é")
    #expect(request.rate == .hz8000 && request.outRate == .hz48000)
    #expect(request.token == "a.b-c_d=")
  }

  @Test("Telephone audio is asked for by its law, and has telephone rates")
  func telephone() throws {
    let request = try AudioRequest(query: "encoding=mulaw")
    #expect(request.encoding == .mulaw)
    #expect(request.rate == .hz8000 && request.outRate == .hz8000)
    #expect(try AudioRequest(query: "encoding=pcm16").encoding == .pcm16)
  }

  @Test("Audio comes back at the rate it is sent at, unless said", arguments: AudioRequest.rates)
  func same(rate: SampleRate) throws {
    #expect(try AudioRequest(query: "rate=\(rate.hertz)").outRate == rate)
  }

  @Test(
    "What is wrong is said in a sentence",
    arguments: [
      ("rate=44100", "rate"), ("rate=", "rate"), ("rate", "rate"), ("rate=+16000", "rate"),
      ("rate=016000", "rate"), ("rate=-1", "rate"), ("out_rate=1e4", "out_rate"),
      ("encoding=opus", "encoding"), ("encoding=mulaw&rate=16000", "8000"),
      ("encoding=mulaw&out_rate=24000", "8000"), ("rate=99999999999999999999", "rate"),
      ("rate=8000&rate=8000", "twice"),
      ("agent=%", "percent"), ("agent=%4", "percent"), ("agent=%zz", "percent"),
      ("agent=%FF", "UTF-8"), ("agent=" + String(repeating: "a", count: 129), "128"),
      ("token=" + String(repeating: "a", count: 9_000), "8192"),
    ])
  func wrong(query: String, part: String) {
    let error = #expect(throws: AudioRequestError.self) { try AudioRequest(query: query) }
    #expect(error?.message.contains(part) == true)
    #expect(error?.message.hasSuffix(".") == true)
  }

  @Test("A hundred thousand damaged queries are understood or refused")
  func fuzz() {
    var noise = Noise(seed: 12)
    let seeds = [
      "agent=Front%20desk&rate=16000&out_rate=48000&token=a.b.c", "rate=8000", "a=%C3%A9+&b&=c&&",
    ].map { Array($0.utf8) }
    var (understood, refused) = (0, 0)
    for turn in 0..<100_000 {
      var bytes = seeds[turn % seeds.count]
      for _ in 0...Int.random(in: 0..<4, using: &noise) { noise.damage(&bytes) }
      do throws(AudioRequestError) {
        let request = try AudioRequest(query: String(decoding: bytes, as: UTF8.self))
        #expect(AudioRequest.rates.contains(request.rate))
        understood += 1
      } catch {
        #expect(!error.message.isEmpty)
        refused += 1
      }
    }
    #expect(understood > 1_000 && refused > 1_000)
  }
}
