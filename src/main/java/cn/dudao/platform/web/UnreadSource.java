package cn.dudao.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** Counts what the person who looks at a page has not read yet; the room account answers. */
public interface UnreadSource {

  /** How many messages are unread; a hundred may stand for more. */
  int of(HttpServletRequest request);
}
