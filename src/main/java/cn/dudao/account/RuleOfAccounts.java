package cn.dudao.account;

/** A verb on a user may not proceed; the message says why and what to do, in Chinese. */
final class RuleOfAccounts extends RuntimeException {

  RuleOfAccounts(String message) {
    super(message);
  }
}
