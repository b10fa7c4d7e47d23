package cn.dudao.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code dudao.training}: answers a few pages and stops. The launcher runs it once after a build,
 * on an empty folder, so that the JDK can keep (JEP 483, 514) which classes a start loads and what
 * their methods do; later starts then need not find that out again.
 */
@Component
@ConditionalOnProperty("dudao.training")
final class TrainingRun {

  private static final Logger log = LoggerFactory.getLogger(TrainingRun.class);

  private static final List<String> PAGES =
      List.of("/sign-in", "/regulation", "/regulation/articles/13", "/no-such-page");
  private static final int TIMES = 3;

  @EventListener
  @Order
  void answerSomePages(ApplicationReadyEvent ready) {
    if (!(ready.getApplicationContext() instanceof WebServerApplicationContext web)
        || web.getWebServer() == null) {
      return;
    }
    String address = "http://127.0.0.1:" + web.getWebServer().getPort();
    for (int i = 0; i < TIMES; i++) {
      PAGES.forEach(page -> answer(address + page));
    }
    // Not in this thread: the start waits for its listeners.
    Thread.ofPlatform().start(() -> System.exit(0));
  }

  private static void answer(String url) {
    try {
      var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout((int) Duration.ofSeconds(10).toMillis());
      connection.setReadTimeout((int) Duration.ofSeconds(30).toMillis());
      if (connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST) {
        try (InputStream body = connection.getInputStream()) {
          body.readAllBytes();
        }
      }
      connection.disconnect();
    } catch (IOException unanswered) {
      // What is not learned is found out at a start, as without any of this.
      log.debug("no answer from {}", url, unanswered);
    }
  }
}
