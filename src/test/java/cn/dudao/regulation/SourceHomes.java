package cn.dudao.regulation;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sources for everything that bears {@code @Article}, with its first Javadoc sentence.
 */
final class SourceHomes {

  /** The rooms in the order in which they may ask each other. */
  private static final List<String> ROOMS =
      List.of(
          "platform",
          "account",
          "regulation",
          "institution",
          "supervisor",
          "appraisal",
          "dispatch",
          "exchange",
          "desk",
          "cli");

  private final Map<String, String> roomWords = new HashMap<>();
  private final List<ArticleHome> homes = new ArrayList<>();

  private SourceHomes() {}

  /** All homes under {@code src}, sorted by article, kind, room and name. */
  static List<ArticleHome> read() throws IOException {
    SourceHomes reading = new SourceHomes();
    reading.readAll(Path.of("src/main/java"), false);
    reading.readAll(Path.of("src/test/java"), true);
    return reading.homes.stream()
        .map(home ->
            new ArticleHome(
                home.article(),
                home.kind(),
                reading.roomWords.getOrDefault(home.room(), home.room()),
                home.name(),
                home.address(),
                home.sentence()))
        .distinct()
        .sorted(
            Comparator.comparing(ArticleHome::articleNumber)
                .thenComparing(ArticleHome::article)
                .thenComparing(ArticleHome::kind)
                .thenComparing(home -> ROOMS.indexOf(home.name().split("\\.")[0]))
                .thenComparing(ArticleHome::name))
        .toList();
  }

  private void readAll(Path root, boolean tests) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources = files.filter(each -> each.toString().endsWith(".java")).sorted().toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        readUnit(unit, docs, tests);
      }
    }
  }

  private void readUnit(CompilationUnitTree unit, DocTrees docs, boolean tests) {
    String packageName = String.valueOf(unit.getPackageName());
    if (!packageName.startsWith("cn.dudao")) {
      return;
    }
    String room = packageName.equals("cn.dudao") ? "" : packageName.split("\\.")[2];
    if (unit.getSourceFile().getName().endsWith("package-info.java")
        && packageName.equals("cn.dudao." + room)) {
      String doc = docs.getDocComment(new TreePath(new TreePath(unit), unit.getPackage()));
      roomWords.put(room, doc == null ? room : doc.strip().split("[:：]")[0].strip());
    }
    new Scanner(docs, tests, room, packageName.replaceFirst("^cn\\.dudao\\.?", ""))
        .scan(unit, null);
  }

  /** The first sentence of a Javadoc comment on one line. */
  private static String firstSentence(@Nullable String doc) {
    if (doc == null) {
      return "";
    }
    String text =
        doc.strip()
            .split("(?m)^\\s*(<p>|@\\w)|\\n\\s*\\n")[0]
            .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
            // A break between two Chinese words is no blank.
            .replaceAll("(?<=[\\p{IsHan}，、；：。（）])\\s*\\n\\s*(?=[\\p{IsHan}，、；：。（）])", "")
            .replaceAll("\\s+", " ")
            .strip();
    return text.split("(?<=。)|\\.(\\s|$)")[0].strip();
  }

  private final class Scanner extends TreePathScanner<Void, Void> {

    private final DocTrees docs;
    private final boolean tests;
    private final String room;
    private final String packageName;
    private final List<ClassTree> enclosing = new ArrayList<>();

    Scanner(DocTrees docs, boolean tests, String room, String packageName) {
      this.docs = docs;
      this.tests = tests;
      this.room = room;
      this.packageName = packageName;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      enclosing.addLast(type);
      note(type.getModifiers(), "", isController() ? firstPage(type) : "");
      super.visitClass(type, nothing);
      enclosing.removeLast();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (!enclosing.isEmpty()) {
        note(method.getModifiers(), "." + method.getName(), address(method));
      }
      return super.visitMethod(method, nothing);
    }

    @Override
    public Void visitVariable(VariableTree field, Void nothing) {
      if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
        note(field.getModifiers(), "." + field.getName(), "");
      }
      return super.visitVariable(field, nothing);
    }

    private void note(ModifiersTree modifiers, String member, String address) {
      AnnotationTree mark = annotation(modifiers, "Article");
      if (mark == null) {
        return;
      }
      String types =
          enclosing.stream()
              .map(type -> type.getSimpleName().toString())
              .collect(Collectors.joining("."));
      String name = (packageName.isEmpty() ? "" : packageName + ".") + types + member;
      ArticleHome.Kind kind =
          tests
              ? ArticleHome.Kind.TEST
              : isController() ? ArticleHome.Kind.SCREEN : ArticleHome.Kind.CODE;
      String sentence = tests ? "" : firstSentence(docs.getDocComment(getCurrentPath()));
      for (String article : strings(mark)) {
        homes.add(new ArticleHome(article, kind, room, name, address, sentence));
      }
    }

    private boolean isController() {
      return annotation(enclosing.getLast().getModifiers(), "Controller") != null
          || annotation(enclosing.getLast().getModifiers(), "RestController") != null;
    }

    private String firstPage(ClassTree controller) {
      return controller.getMembers().stream()
          .filter(MethodTree.class::isInstance)
          .map(member -> address((MethodTree) member))
          .filter(address -> address.startsWith("GET "))
          .min(Comparator.comparing((String address) -> address.contains("{")))
          .orElse("");
    }

    private String address(MethodTree method) {
      for (String verb : List.of("Get", "Post", "Put", "Delete", "Patch")) {
        AnnotationTree mapping = annotation(method.getModifiers(), verb + "Mapping");
        if (mapping != null) {
          AnnotationTree base = annotation(enclosing.getLast().getModifiers(), "RequestMapping");
          String prefix = base == null ? "" : strings(base).stream().findFirst().orElse("");
          String path = strings(mapping).stream().findFirst().orElse("");
          return verb.toUpperCase() + " " + prefix + path;
        }
      }
      return "";
    }

    private static @Nullable AnnotationTree annotation(ModifiersTree modifiers, String simpleName) {
      return modifiers.getAnnotations().stream()
          .filter(each -> {
            String type = each.getAnnotationType().toString();
            return type.equals(simpleName) || type.endsWith("." + simpleName);
          })
          .map(AnnotationTree.class::cast)
          .findFirst()
          .orElse(null);
    }

    /** The string literals of the annotation's value (or path). */
    private static List<String> strings(AnnotationTree annotation) {
      List<String> found = new ArrayList<>();
      for (ExpressionTree argument : annotation.getArguments()) {
        ExpressionTree value = argument;
        if (argument instanceof AssignmentTree assignment) {
          String member = assignment.getVariable().toString();
          if (!member.equals("value") && !member.equals("path")) {
            continue;
          }
          value = assignment.getExpression();
        }
        List<? extends ExpressionTree> all =
            value instanceof NewArrayTree array ? array.getInitializers() : List.of(value);
        for (ExpressionTree each : all) {
          if (each instanceof LiteralTree literal && literal.getValue() instanceof String text) {
            found.add(text);
          }
        }
      }
      return found;
    }
  }
}
