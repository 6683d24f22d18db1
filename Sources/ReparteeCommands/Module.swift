enum ReparteeCommands {}
