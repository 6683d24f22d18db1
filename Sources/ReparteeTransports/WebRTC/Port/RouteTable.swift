internal import ReparteeRTC

/// Whose a datagram is: checks name the fragment of their session, all else is known by where it comes from.
///
/// Nothing enters but by the sessions' own doing, so strangers cannot fill it.
struct RouteTable<Route: AnyObject> {
  /// The most sessions, and fragments and addresses a session may have at a time.
  let capacity: Int
  private static var fragmentsEach: Int { 2 }
  private static var addressesEach: Int { IceLiteMachine.maximumAddresses }

  private struct Entry {
    var fragments: [String]
    var addresses: [RemoteAddress] = []
  }

  private var fragments: [String: Route] = [:]
  private var addresses: [RemoteAddress: Route] = [:]
  private var entries: [ObjectIdentifier: Entry] = [:]

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { entries.count }
  var addressCount: Int { addresses.count }
  var routes: [Route] {
    Array(
      Dictionary(grouping: fragments.values, by: ObjectIdentifier.init).compactMapValues(\.first)
        .values)
  }

  func route(fragment: String) -> Route? { fragments[fragment] }
  func route(address: RemoteAddress) -> Route? { addresses[address] }

  /// - Returns: false when it is full, or the fragment is another's.
  mutating func add(_ route: Route, fragment: String) -> Bool {
    guard entries.count < capacity, fragments[fragment] == nil else { return false }
    fragments[fragment] = route
    entries[ObjectIdentifier(route)] = Entry(fragments: [fragment])
    return true
  }

  /// A session's new fragment; its oldest but one goes.
  mutating func restart(_ route: Route, fragment: String) -> Bool {
    guard fragments[fragment] == nil, var entry = entries[ObjectIdentifier(route)] else {
      return false
    }
    entry.fragments.append(fragment)
    if entry.fragments.count > Self.fragmentsEach {
      fragments[entry.fragments.removeFirst()] = nil
    }
    fragments[fragment] = route
    entries[ObjectIdentifier(route)] = entry
    return true
  }

  /// A session has proved that it is there. An address that was another's is this one's from now on.
  mutating func learn(_ address: RemoteAddress, of route: Route) {
    guard var entry = entries[ObjectIdentifier(route)], addresses[address] !== route else { return }
    if let before = addresses[address] { forget(address, of: before) }
    if entry.addresses.count >= Self.addressesEach {
      addresses[entry.addresses.removeFirst()] = nil
    }
    entry.addresses.append(address)
    entries[ObjectIdentifier(route)] = entry
    addresses[address] = route
  }

  mutating func forget(_ address: RemoteAddress, of route: Route) {
    guard addresses[address] === route else { return }
    addresses[address] = nil
    entries[ObjectIdentifier(route)]?.addresses.removeAll { $0 == address }
  }

  mutating func remove(_ route: Route) {
    guard let entry = entries.removeValue(forKey: ObjectIdentifier(route)) else { return }
    for fragment in entry.fragments { fragments[fragment] = nil }
    for address in entry.addresses { addresses[address] = nil }
  }
}
