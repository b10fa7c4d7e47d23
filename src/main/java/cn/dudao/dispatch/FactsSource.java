package cn.dudao.dispatch;

/** Where plans get what is known today. */
@FunctionalInterface
public interface FactsSource {

  /** Everything that rules and planning need for the tasks of a scope. */
  DispatchFacts read(TaskMaking.Scope scope);
}
