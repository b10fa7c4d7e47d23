package cn.dudao.support;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts what the database is asked while a request is answered: every execution of a statement
 * counts, a batch once. Left out are those by which Spring keeps the session itself: the same two
 * or three for every page. A request names itself by the header {@link #HEADER}. What jobs ask in
 * the meantime, in threads of their own, does not count.
 */
@TestConfiguration(proxyBeanMethods = false)
public class CountedStatements {

  /** The header by which a request names itself. */
  public static final String HEADER = "X-Counted";

  private static final String SESSIONS = " account.spring_session ";

  private static final ThreadLocal<List<String>> RUNNING = new ThreadLocal<>();
  private static final Map<String, List<String>> ASKED = new ConcurrentHashMap<>();

  /** The statements of the request of this name, in their order. */
  public static List<String> of(String name) {
    return ASKED.getOrDefault(name, List.of());
  }

  @Bean
  static BeanPostProcessor countingDataSource() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof Counting)
            ? new Counting(source)
            : bean;
      }
    };
  }

  @Bean
  CountingFilter countingFilter() {
    return new CountingFilter();
  }

  /** Outside of all others. */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static final class CountingFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String name = request.getHeader(HEADER);
      if (name == null) {
        chain.doFilter(request, response);
        return;
      }
      List<String> asked = new ArrayList<>();
      ASKED.put(name, asked);
      RUNNING.set(asked);
      try {
        chain.doFilter(request, response);
      } finally {
        RUNNING.remove();
      }
    }
  }

  private static final class Counting extends DelegatingDataSource {

    Counting(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return counted(super.getConnection());
    }
  }

  private static Connection counted(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = call(() -> method.invoke(connection, arguments));
          String sql =
              arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                  ? text
                  : null;
          if (result instanceof CallableStatement statement) {
            return counted(CallableStatement.class, statement, sql);
          }
          if (result instanceof PreparedStatement statement) {
            return counted(PreparedStatement.class, statement, sql);
          }
          return result instanceof Statement statement
              ? counted(Statement.class, statement, null)
              : result;
        });
  }

  private static <T extends Statement> T counted(Class<T> type, T statement, String prepared) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          List<String> asked = RUNNING.get();
          if (asked != null && method.getName().startsWith("execute")) {
            boolean given = arguments != null && arguments.length > 0;
            String sql =
                String.valueOf(given ? arguments[0] : prepared).replaceAll("\\s+", " ").strip();
            if (!sql.contains(SESSIONS)) {
              asked.add(sql);
            }
          }
          return call(() -> method.invoke(statement, arguments));
        });
  }

  private interface Call {
    Object make() throws IllegalAccessException, InvocationTargetException;
  }

  private static Object call(Call call) throws Throwable {
    try {
      return call.make();
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            CountedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
