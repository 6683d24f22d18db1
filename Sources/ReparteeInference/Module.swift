enum ReparteeInference {}
