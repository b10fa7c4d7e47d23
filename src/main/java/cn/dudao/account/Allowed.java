package cn.dudao.account;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may do what a controller method does. The filter in front of all controllers reads it; what
 * has no such mark is denied to everybody. {@code docs/roles.md} is written from it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allowed {

  /** The roles that may; one of them is enough. */
  UserRole[] value() default {};

  /** Everybody, without signing in. */
  boolean everybody() default false;

  /** Everybody who is signed in, whatever the role. */
  boolean signedIn() default false;
}
