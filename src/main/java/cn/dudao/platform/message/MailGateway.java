package cn.dudao.platform.message;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mail to the office's SMTP server, one connection a mail. */
final class MailGateway {

  /**
   * Where the server is and how it is spoken to.
   *
   * @param host its name
   * @param port 25 or 587 with STARTTLS or in clear; 465 is TLS from the first byte
   * @param user for signing in, "" for none
   * @param password for signing in
   * @param from the sender's address
   * @param startTls whether nothing at all is said in clear
   */
  record Server(
      String host, int port, String user, String password, String from, boolean startTls) {

    @Override
    public String toString() {
      return "Server[" + host + ":" + port + "]";
    }
  }

  private static final Logger log = LoggerFactory.getLogger(MailGateway.class);
  private static final int TLS_PORT = 465;

  private final Server server;
  private final InternetAddress from;
  private final Session session;

  /**
   * @throws IllegalStateException if the sender's address is none
   */
  MailGateway(Server server) {
    this.server = server;
    try {
      this.from = new InternetAddress(server.from(), true);
    } catch (AddressException unusable) {
      throw new IllegalStateException("DUDAO_SMTP_FROM 不是邮箱地址", unusable);
    }
    this.session = Session.getInstance(properties(server));
  }

  private static Properties properties(Server server) {
    boolean tls = server.port() == TLS_PORT;
    var properties = new Properties();
    properties.put("mail.smtp.auth", String.valueOf(!server.user().isEmpty()));
    properties.put("mail.smtp.ssl.enable", String.valueOf(tls));
    properties.put("mail.smtp.starttls.enable", String.valueOf(!tls && server.startTls()));
    properties.put("mail.smtp.starttls.required", String.valueOf(!tls && server.startTls()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    // All answers together take less than the time for which a delivery is claimed.
    properties.put("mail.smtp.connectiontimeout", "10000");
    properties.put("mail.smtp.timeout", "30000");
    properties.put("mail.smtp.writetimeout", "10000");
    // Once the server has taken the mail, nothing that goes wrong in parting makes it a failure.
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }

  /**
   * Hands one mail over.
   *
   * @param delivery becomes the Message-ID: should a mail go out twice, it is seen to be one
   * @throws DeliveryFailed if the server did not take it
   */
  void send(UUID delivery, String address, String subject, String body, Instant at)
      throws DeliveryFailed {
    InternetAddress to = address(address);
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(
          server.host(),
          server.port(),
          server.user().isEmpty() ? null : server.user(),
          server.user().isEmpty() ? null : server.password());
      transport.sendMessage(mail(delivery, to, subject, body, at), new Address[] {to});
    } catch (MessagingException problem) {
      throw failure(delivery, problem);
    }
  }

  private static InternetAddress address(String address) throws DeliveryFailed {
    try {
      return new InternetAddress(address, true);
    } catch (AddressException unusable) {
      throw new DeliveryFailed("收件邮箱地址的写法不对", true);
    }
  }

  private MimeMessage mail(
      UUID delivery, InternetAddress to, String subject, String body, Instant at)
      throws MessagingException {
    String domain = from.getAddress().substring(from.getAddress().indexOf('@'));
    var mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + delivery + domain + ">");
          }
        };
    mail.setFrom(from);
    mail.setRecipient(RecipientType.TO, to);
    mail.setSubject(subject, StandardCharsets.UTF_8.name());
    mail.setText(body, StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(at));
    // Nobody's absence is reported to a machine.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.saveChanges();
    return mail;
  }

  /** The server's own words quote the address: only their number is kept. */
  private static DeliveryFailed failure(UUID delivery, MessagingException problem) {
    int answer = 0;
    boolean ofAddress = false;
    for (Exception each = problem; each != null; each = next(each)) {
      if (each instanceof SMTPAddressFailedException refused) {
        answer = refused.getReturnCode();
        ofAddress = true;
      } else if (each instanceof SMTPSendFailedException refused) {
        answer = answer == 0 ? refused.getReturnCode() : answer;
      }
    }
    log.debug("Mail {} was not taken: {} {}", delivery, problem.getClass().getName(), answer);
    if (ofAddress && answer >= 500) {
      return new DeliveryFailed("收件邮箱地址被邮件服务器拒绝（%d）".formatted(answer), true);
    }
    if (answer > 0) {
      return new DeliveryFailed("邮件服务器没有接收（%d）".formatted(answer), false);
    }
    if (problem instanceof AuthenticationFailedException) {
      return new DeliveryFailed("邮件服务器不接受本系统登录", false);
    }
    return new DeliveryFailed("连接邮件服务器没有成功", false);
  }

  private static @org.jspecify.annotations.Nullable Exception next(Exception problem) {
    return problem instanceof MessagingException chained ? chained.getNextException() : null;
  }
}
