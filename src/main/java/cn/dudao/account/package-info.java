/** 谁在操作: users, roles, sign-in, who may do what. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package cn.dudao.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
