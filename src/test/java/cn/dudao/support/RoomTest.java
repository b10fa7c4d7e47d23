package cn.dudao.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * A test of a room with everything it needs, on a real PostgreSQL. All such tests share one
 * application (so long as they neither replace beans nor set properties) and therefore one
 * database: either annotate the test with {@code @Transactional}, which takes its rows back, or,
 * where rows of the registers must be committed, with {@code @DirtiesContext}.
 *
 * <p>{@link TestClock} can be injected to move the time; set it back afterwards.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import(TestDatabase.class)
public @interface RoomTest {}
