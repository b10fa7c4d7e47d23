/** What tests of all rooms share: a real database, a clock that can be set. */
package cn.dudao.support;
