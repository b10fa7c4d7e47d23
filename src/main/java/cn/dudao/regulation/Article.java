package cn.dudao.regulation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what carries out an article of 郑人社职业〔2014〕17号, and the test that proves it. Items are
 * written with a dot: {@code "21.3"} is 第二十一条（三）.
 *
 * <p>The first Javadoc sentence of what it marks says in plain Chinese, without code names, what is
 * done: 法规依据 shows it. After adding one, run {@code mvn test -Dtest=ArticleCoverageTest
 * -Ddocs.apply=true}. On a controller's handler it marks a screen or an act.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface Article {

  String[] value();
}
