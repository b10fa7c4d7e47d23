package cn.dudao.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** The id under which the log knows a request; error pages show it. */
public final class RequestId {

  private RequestId() {}

  public static String of(HttpServletRequest request) {
    return request.getRequestId();
  }
}
