package cn.dudao.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Tells who is looking at a page; the room account answers. */
public interface VisitorSource {

  /** The signed-in person, or null. */
  @Nullable Visitor of(HttpServletRequest request);
}
