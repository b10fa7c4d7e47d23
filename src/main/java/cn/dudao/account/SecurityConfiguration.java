package cn.dudao.account;

import io.github.wimdeblauwe.htmx.spring.boot.security.HxRefreshHeaderAuthenticationEntryPoint;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.DelegatingAuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;

/**
 * The filter in front of everything: what is not listed is denied, headers as strict as the pages
 * allow, one session in the database.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
          + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

  @Bean
  @Order(1)
  SecurityFilterChain managementFilterChain(HttpSecurity http) {
    return http.securityMatcher(EndpointRequest.toAnyEndpoint())
        .authorizeHttpRequests(acts ->
            acts.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                .permitAll()
                .anyRequest()
                .denyAll())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain filterChain(
      HttpSecurity http,
      AllowedActs allowedActs,
      SecurityContextRepository contexts,
      CsrfTokenRepository csrfTokens,
      RequestCache requests,
      Clock clock) {
    var htmx = new RequestHeaderRequestMatcher("HX-Request");
    return http.authorizeHttpRequests(acts ->
            acts.dispatcherTypeMatchers(
                    DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers("/assets/**")
                .permitAll()
                .anyRequest()
                .access(allowedActs))
        .securityContext(context -> context.securityContextRepository(contexts))
        .requestCache(cache -> cache.requestCache(requests))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
        .exceptionHandling(problems ->
            problems
                .authenticationEntryPoint(
                    new DelegatingAuthenticationEntryPoint(
                        new LoginUrlAuthenticationEntryPoint("/sign-in"),
                        new org.springframework.security.web.util.matcher.RequestMatcherEntry<>(
                            htmx, new HxRefreshHeaderAuthenticationEntryPoint())))
                .accessDeniedHandler(new Refusals(allowedActs)))
        .addFilterBefore(new CrossSiteFilter(), CsrfFilter.class)
        .addFilterAfter(new SessionAgeFilter(clock), SecurityContextHolderFilter.class)
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(policy ->
                    policy.policy(
                        org.springframework.security.web.header.writers
                            .CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy
                            .SAME_ORIGIN))
                .crossOriginResourcePolicy(policy ->
                    policy.policy(
                        org.springframework.security.web.header.writers
                            .CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy
                            .SAME_ORIGIN))
                .crossOriginEmbedderPolicy(policy ->
                    policy.policy(
                        org.springframework.security.web.header.writers
                            .CrossOriginEmbedderPolicyHeaderWriter.CrossOriginEmbedderPolicy
                            .REQUIRE_CORP))
                .permissionsPolicyHeader(policy ->
                    policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()")))
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(Customizer.withDefaults())
        .build();
  }

  @Bean
  SecurityContextRepository securityContextRepository() {
    return new HttpSessionSecurityContextRepository();
  }

  @Bean
  CsrfTokenRepository csrfTokenRepository() {
    return new HttpSessionCsrfTokenRepository();
  }

  /** Only pages are returned to after signing in: no parts of pages, no files. */
  @Bean
  RequestCache requestCache() {
    var cache = new HttpSessionRequestCache();
    var pages =
        PathPatternRequestMatcher.pathPattern(org.springframework.http.HttpMethod.GET, "/**");
    var parts = new RequestHeaderRequestMatcher("HX-Request");
    cache.setRequestMatcher(new AndRequestMatcher(pages, new NegatedRequestMatcher(parts)));
    return cache;
  }

  /** On signing in both the session and the token of forms are new. */
  @Bean
  SessionAuthenticationStrategy sessionAuthenticationStrategy(CsrfTokenRepository csrfTokens) {
    return new CompositeSessionAuthenticationStrategy(
        List.of(
            new ChangeSessionIdAuthenticationStrategy(),
            new CsrfAuthenticationStrategy(csrfTokens)));
  }

  /** Signing in is our own; this keeps Boot from making a user with a printed password. */
  @Bean
  AuthenticationManager authenticationManager() {
    return authentication -> {
      throw new org.springframework.security.authentication.ProviderNotFoundException(
          "Signing in happens at /sign-in only");
    };
  }
}
