package cn.dudao.account;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The open sessions of a person, on all nodes. */
@Component
final class Sessions {

  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  Sessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.sessions = sessions;
  }

  List<OpenSession> of(String userName, String currentId) {
    return sessions.findByPrincipalName(userName).values().stream()
        .filter(each -> !each.isExpired())
        .map(each -> open(each, currentId))
        .sorted(Comparator.comparing(OpenSession::lastSeen).reversed())
        .toList();
  }

  private static OpenSession open(Session session, String currentId) {
    Long since = session.getAttribute(SessionAgeFilter.SIGNED_IN_AT);
    return new OpenSession(
        since == null ? session.getCreationTime() : Instant.ofEpochMilli(since),
        session.getLastAccessedTime(),
        session.getId().equals(currentId));
  }

  /** Ends all sessions of a person at once. */
  void end(String userName) {
    sessions.findByPrincipalName(userName).keySet().forEach(sessions::deleteById);
  }

  /** Ends all but the one that asks. */
  void endOthers(String userName, String currentId) {
    sessions.findByPrincipalName(userName).keySet().stream()
        .filter(each -> !each.equals(currentId))
        .forEach(sessions::deleteById);
  }
}
