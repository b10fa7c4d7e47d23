package cn.dudao.platform.message;

import cn.dudao.platform.crypto.FieldCipher;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The inbox, and the ways out of the house that the operator opened: {@code DUDAO_SMTP_…} for mail,
 * a {@link SmsGateway} for SMS.
 */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @Bean
  @ConditionalOnProperty(name = "dudao.sms", havingValue = "log")
  SmsGateway loggedSms() {
    return new LoggedSms();
  }

  @Bean
  Deliveries deliveries(
      JdbcClient sql,
      FieldCipher cipher,
      Clock clock,
      ObjectProvider<SmsGateway> sms,
      @Value("${dudao.smtp.host:}") String host,
      @Value("${dudao.smtp.port:587}") int port,
      @Value("${dudao.smtp.user:}") String user,
      @Value("${dudao.smtp.password:}") String password,
      @Value("${dudao.smtp.from:}") String from,
      @Value("${dudao.smtp.starttls:true}") boolean startTls,
      @Value("${dudao.public-address:}") String publicAddress) {
    String address = publicAddress.strip().replaceFirst("/+$", "");
    if (!address.isEmpty() && !address.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw new IllegalStateException("DUDAO_PUBLIC_ADDRESS 应以 https:// 或 http:// 开头，不含空格");
    }
    @Nullable MailGateway mail =
        host.isBlank()
            ? null
            : new MailGateway(
                new MailGateway.Server(host.strip(), port, user, password, from, startTls));
    return new Deliveries(sql, cipher, clock, mail, sms.getIfAvailable(), address);
  }

  @Bean
  Messages messages(
      JdbcClient sql,
      FieldCipher cipher,
      Clock clock,
      ObjectProvider<Addresses> addresses,
      Deliveries deliveries) {
    return new Messages(sql, cipher, clock, addresses, deliveries.channels());
  }

  @Bean
  RecurringTask<Void> messageDelivery(Deliveries deliveries) {
    return Tasks.recurring("message-delivery", FixedDelay.of(INTERVAL))
        .execute((instance, context) ->
            deliveries.deliverDue(() -> context.getSchedulerState().isShuttingDown()));
  }
}
