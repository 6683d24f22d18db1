internal import Crypto
internal import Foundation
internal import JWTKit

/// Short-lived passes for browsers: JWTs (RFC 7519), signed with HS256, each good for one agent.
struct CallTokens: Sendable {
  /// How long a token is good for, in seconds.
  static let usual = 900
  static let shortest = 10
  static let longest = 86_400
  /// No token of ours is longer; in bytes.
  static let maximumBytes = 4_096

  private let keys = JWTKeyCollection()

  /// - Parameter secret: nil: one that nobody knows.
  init(secret: String?) async {
    let key = secret.map { HMACKey(from: $0) } ?? HMACKey(key: SymmetricKey(size: .bits256))
    await keys.add(hmac: key, digestAlgorithm: .sha256)
  }

  func make(agent: String, seconds: Int, now: Date = Date()) async throws -> (String, Date) {
    let expires = Date(
      timeIntervalSince1970: (now.timeIntervalSince1970 + Double(seconds)).rounded())
    let claims = CallClaims(agent: agent, exp: ExpirationClaim(value: expires))
    return (try await keys.sign(claims), expires)
  }

  /// - Returns: the agent that the token is good for.
  func agent(of token: String) async throws(Refusal) -> String {
    guard token.utf8.count <= Self.maximumBytes else { throw .badToken }
    do {
      return try await keys.verify(token, as: CallClaims.self).agent
    } catch let error as JWTError where error.errorType == .claimVerificationFailure {
      throw .expiredToken
    } catch {
      throw .badToken
    }
  }
}

private struct CallClaims: JWTPayload {
  let agent: String
  let exp: ExpirationClaim

  func verify(using algorithm: some JWTAlgorithm) async throws { try exp.verifyNotExpired() }
}
