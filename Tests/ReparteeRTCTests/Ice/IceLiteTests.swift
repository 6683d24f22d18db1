import ReparteeCore
import ReparteeRTC
import Testing

@Suite("ICE lite") struct IceLiteTests {
  static let server = IceCredentials(fragment: "serv", password: "serverpasswordserverpa")
  static let browser = IceCredentials(fragment: "brow", password: "browserpasswordbrowser")
  private let home = RemoteAddress(v4: 0x0A00_0001, port: 5000)
  private let away = RemoteAddress(v4: 0x0A00_0002, port: 6000)

  private func machine() -> IceLiteMachine {
    IceLiteMachine(local: Self.server, remote: Self.browser, at: .zero, hmac: Sha1.keyed)
  }

  private func client(_ remote: IceCredentials = server) -> IceClient {
    IceClient(local: Self.browser, remote: remote, seed: 42, hmac: Sha1.keyed)
  }

  private func selections(_ actions: [IceAction]) -> [RemoteAddress] {
    actions.compactMap { if case .select(let address) = $0 { address } else { nil } }
  }

  @Test("a check is answered to where it came from, and the client believes the answer")
  func answer() throws {
    var (machine, client) = (machine(), client())
    let first = client.poll(at: .zero)
    let check = try #require(first)
    let actions = machine.handle(check, from: home, at: .zero)
    #expect(selections(actions) == [home])
    guard case .send(let bytes, let to)? = actions.first else {
      Issue.record("no answer")
      return
    }
    #expect(to == home)
    #expect(client.handle(bytes) == .answered(mapped: home))
    #expect(client.isConnected)
    #expect(client.handle(bytes) == nil, "an answer counts once")
    #expect(machine.knows(home) && !machine.knows(away))
  }

  @Test("an answer is not longer than its check: nothing is amplified")
  func amplification() {
    var (machine, client) = (machine(), client())
    let check = client.check(nominating: true)
    let far = RemoteAddress(v6: 1, 2, port: 3)
    for action in machine.handle(check, from: far, at: .zero) {
      if case .send(let bytes, _) = action { #expect(bytes.count <= check.count) }
    }
  }

  @Test("the wrong password, fragment or hash gets no answer and changes nothing")
  func forged() {
    var machine = machine()
    let wrong = [
      IceCredentials(fragment: "serv", password: "anotherpasswordanother"),
      IceCredentials(fragment: "ser", password: Self.server.password),
      IceCredentials(fragment: "", password: Self.server.password),
    ]
    for credentials in wrong {
      var client = client(credentials)
      #expect(machine.handle(client.check(nominating: true), from: away, at: .zero).isEmpty)
    }
    var unsigned = StunMessage(kind: .request, transaction: StunTransaction(high: 1, low: 1))
    unsigned.username = "serv:brow"
    let bytes = unsigned.written(nil)
    #expect(machine.handle(bytes, from: away, at: .zero).isEmpty)
    #expect(machine.selected == nil && !machine.knows(away))
  }

  @Test("a nomination moves the session, once; a mere check does not")
  func nomination() {
    var (machine, client) = (machine(), client())
    let now = MediaTime.seconds(1)
    #expect(
      selections(machine.handle(client.check(nominating: true), from: home, at: now)) == [home])
    #expect(selections(machine.handle(client.check(nominating: true), from: home, at: now)).isEmpty)
    #expect(
      selections(machine.handle(client.check(nominating: false), from: away, at: now)).isEmpty)
    #expect(machine.selected == home)
    #expect(
      selections(machine.handle(client.check(nominating: true), from: away, at: now)) == [away])
  }

  @Test(
    "a new address takes over from one that has been silent for 3 s, a known one after 7 s",
    arguments: [(2.9, false, false), (3.1, false, true), (6.9, true, false), (7.1, true, true)])
  func rebinding(seconds: Double, isKnown: Bool, moves: Bool) {
    var (machine, client) = (machine(), client())
    _ = machine.handle(client.check(nominating: true), from: home, at: .zero)
    if isKnown { _ = machine.handle(client.check(nominating: false), from: away, at: .zero) }
    let now = MediaTime.seconds(seconds)
    let actions = machine.handle(client.check(nominating: false), from: away, at: now)
    #expect(selections(actions) == (moves ? [away] : []))
  }

  @Test("a role conflict is answered with 487, and a foreign attribute with 420")
  func refusals() throws {
    var machine = machine()
    var message = StunMessage(kind: .request, transaction: StunTransaction(high: 1, low: 1))
    message.username = "serv:brow"
    message.role = .controlled(tiebreaker: 1)
    let bytes = message.written(Self.server.password)
    let actions = machine.handle(bytes, from: home, at: .zero)
    guard case .send(let answer, _)? = actions.first, actions.count == 1 else {
      Issue.record("one answer was expected")
      return
    }
    let parsed = try StunMessage(parsing: answer)
    #expect(parsed.kind == .failure && parsed.errorCode == 487)
    #expect(machine.selected == nil)
  }

  @Test("consent is lost 30 s after the last verified check, and said once")
  func consent() {
    var (machine, client) = (machine(), client())
    _ = machine.handle(client.check(nominating: true), from: home, at: .seconds(10))
    var stranger = self.client(IceCredentials(fragment: "serv", password: "x"))
    _ = machine.handle(stranger.check(nominating: true), from: home, at: .seconds(39))
    #expect(machine.tick(at: .seconds(40)).isEmpty)
    #expect(machine.tick(at: .seconds(40.1)) == [.expired])
    #expect(machine.tick(at: .seconds(50)).isEmpty)
    #expect(machine.handle(client.check(nominating: true), from: home, at: .seconds(51)).isEmpty)
  }

  @Test("after a restart the old credentials hold until the new ones have been used")
  func restart() {
    var (machine, old) = (machine(), client())
    _ = machine.handle(old.check(nominating: true), from: home, at: .zero)
    let fresh = IceCredentials(fragment: "next", password: "nextpasswordnextpasswo")
    machine.restart(local: fresh, remote: Self.browser)
    #expect(machine.owns(fragment: "next") && machine.owns(fragment: "serv"))
    #expect(!machine.handle(old.check(nominating: true), from: home, at: .zero).isEmpty)
    var new = client(fresh)
    #expect(
      selections(machine.handle(new.check(nominating: true), from: away, at: .zero)) == [away])
    #expect(!machine.owns(fragment: "serv"))
    #expect(machine.handle(old.check(nominating: true), from: home, at: .zero).isEmpty)
  }

  @Test("addresses are limited: the oldest is forgotten, never the selected one")
  func limit() {
    var (machine, client) = (machine(), client())
    _ = machine.handle(client.check(nominating: true), from: home, at: .zero)
    var forgotten: [RemoteAddress] = []
    for port in 1...100 {
      let address = away.at(port: UInt16(port))
      let now = MediaTime.milliseconds(Int64(port))
      for action in machine.handle(client.check(nominating: false), from: address, at: now) {
        if case .forget(let address) = action { forgotten.append(address) }
      }
    }
    #expect(forgotten.count == 101 - IceLiteMachine.maximumAddresses)
    #expect(forgotten.first == away.at(port: 1))
    #expect(machine.knows(home) && machine.selected == home)
  }

  @Test("a client that checks often at first keeps consent without hurry afterwards")
  func pace() throws {
    var (machine, client) = (machine(), client())
    var checks = 0
    for tick in 0..<3_000 {
      let now = MediaTime.milliseconds(Int64(tick) * 20)
      guard let check = client.poll(at: now) else { continue }
      checks += 1
      // The first ten are lost.
      guard checks > 10 else { continue }
      for case .send(let bytes, _) in machine.handle(check, from: home, at: now) {
        _ = client.handle(bytes)
      }
      #expect(machine.tick(at: now).isEmpty)
    }
    #expect((30...40).contains(checks))
  }

  @Test("100,000 damaged checks: none traps, and what is answered is what was signed")
  func flood() throws {
    var (machine, client) = (machine(), client())
    let valid = client.check(nominating: true)
    let original = try StunMessage(parsing: valid)
    Noise.flood(100_000, seeds: [valid]) { bytes in
      if !machine.handle(bytes, from: away, at: .zero).isEmpty {
        let read = try? StunMessage(parsing: bytes)
        #expect(read == original)
      }
    }
  }
}
