import ReparteeCore

extension TurnMachine {
  /// The settings that the wait at the end of a turn is worked out from.
  var limits: EndOfTurn.Limits {
    let settings = settings
    var limits = EndOfTurn.Limits()
    limits.minimum = settings.minimumWait
    limits.maximum = settings.maximumWait
    limits.undetected = settings.fixedWait
    limits.dangling = settings.danglingWait
    limits.number = settings.numberWait
    limits.spelling = settings.spellingWait
    limits.answer = settings.answerWait
    limits.patience = settings.patience
    limits.paceShare = Double(settings.paceShare)
    return limits
  }
}
