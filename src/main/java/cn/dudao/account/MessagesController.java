package cn.dudao.account;

import cn.dudao.platform.message.Messages;
import cn.dudao.platform.web.ListQuery;
import cn.dudao.platform.web.NotFoundException;
import cn.dudao.platform.web.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 消息: what the signed-in person was told, and for the administrator, how mail and SMS fare. */
@Controller
class MessagesController {

  private final Messages messages;

  MessagesController(Messages messages) {
    this.messages = messages;
  }

  /** The unread ones, or all of them. */
  @GetMapping("/messages")
  @Allowed(signedIn = true)
  String list(SignedIn user, ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", messages.inbox(user.id(), query));
    model.addAttribute("kinds", messages.kinds(user.id()));
    return "account/messages";
  }

  /** The badge, again; nothing if it still shows what is so. */
  @GetMapping("/messages/unread")
  @Allowed(signedIn = true)
  @Nullable String unread(
      SignedIn user, @RequestParam(defaultValue = "-1") int shown, HttpServletResponse response) {
    if (messages.unread(user.id()) == shown) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return null;
    }
    return "account/unread";
  }

  /** Opening a message marks it as read; that of somebody else does not exist. */
  @GetMapping("/messages/{id}")
  @Allowed(signedIn = true)
  String show(@PathVariable UUID id, SignedIn user, Model model) {
    model.addAttribute(
        "message",
        messages.open(user.id(), id).orElseThrow(() -> new NotFoundException("没有这条消息。")));
    model.addAttribute("deliveries", messages.deliveries(id));
    return "account/message";
  }

  @PostMapping("/messages/reading")
  @Allowed(signedIn = true)
  String readAll(SignedIn user, RedirectAttributes redirect) {
    int read = messages.readAll(user.id());
    Notice.done(redirect, read == 0 ? "没有未读消息。" : "%d 条消息已标为已读。".formatted(read));
    return "redirect:/messages";
  }

  @GetMapping("/message-deliveries")
  @Allowed(UserRole.SYSTEM_ADMIN)
  String deliveries(ListQuery query, Model model) {
    model.addAttribute("query", query);
    model.addAttribute("page", messages.outbox(query));
    model.addAttribute("channels", messages.channels());
    return "account/deliveries";
  }
}
