enum ReparteeLocal {}
