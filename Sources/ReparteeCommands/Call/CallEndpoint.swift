internal import Repartee

/// An endpoint that a command opens and has to close.
protocol CallEndpoint: AudioEndpoint {
  func close()
}

extension CallEndpoint {
  func close() {}
}

extension FileCaller: CallEndpoint {}
extension DemoCaller: CallEndpoint {}
