import { RequestMethod, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ACCESS, type Access } from '#app/api/src/http/access.js';

export interface Route {
  readonly method: string;
  /** As Express holds it: `/api/accounts/:id`. */
  readonly path: string;
  readonly handler: string;
  readonly access: Access | undefined;
}

/** What Express answers to, whoever registered it: Nest, the API documentation, somebody by hand. */
export function routesOfServer(app: NestExpressApplication): string[] {
  const { stack } = (app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
  return stack.flatMap(({ route }) =>
    route ? methodsOf(route).flatMap((method) => paths(route.path).map((path) => `${method} ${path}`)) : [],
  );
}

/** A route that takes every method that exists is named once. */
function methodsOf({ methods }: NonNullable<Layer['route']>): string[] {
  const names = Object.keys(methods).map((method) => method.toUpperCase());
  return names.length > 20 ? ['ALL'] : names;
}

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Record<string, boolean> };
}

/** Every handler of every controller of the application, with what it declares. */
export function routesOfControllers(app: NestExpressApplication): Route[] {
  const served = new Set(routesOfServer(app));
  const routes: Route[] = [];
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      for (const route of handlersOf(metatype as Type)) {
        // Pages outside of the prefix are served without it.
        const path = [`/api${route.path}`, route.path].find((each) => served.has(`${route.method} ${each}`));
        if (!path) throw new Error(`${route.method} ${route.path} of ${route.handler} is not served`);
        routes.push({ ...route, path });
      }
    }
  }
  return routes;
}

function handlersOf(controller: Type): Route[] {
  const routes: Route[] = [];
  for (let proto = controller.prototype; proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
    for (const name of Object.getOwnPropertyNames(proto)) {
      if (name === 'constructor') continue;
      const handler = proto[name];
      const method = typeof handler === 'function' ? Reflect.getMetadata('method', handler) : undefined;
      if (method === undefined) continue;
      const access = Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller);
      for (const base of paths(Reflect.getMetadata('path', controller))) {
        for (const tail of paths(Reflect.getMetadata('path', handler))) {
          const path = `/${base}/${tail}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
          routes.push({
            method: RequestMethod[method]!,
            path,
            handler: `${controller.name}.${name}`,
            access,
          });
        }
      }
    }
  }
  return routes;
}

function paths(path: string | string[] | undefined): string[] {
  return path === undefined ? [''] : Array.isArray(path) ? path : [path];
}
