// src/vault/connection.ts
const tokenNamespace = ({ namespace, authNamespace }) => authNamespace ?? namespace ?? "";
function mayRedirectTo(connection, from, target) {
	if (target.protocol !== "https:" && target.protocol !== from.protocol) return false;
	return connection.urls.some((url) => hostAndPort(new URL(url)) === hostAndPort(target)) || connection.redirectHosts.some((host) => {
		const allowed = URL.parse(`${target.protocol}//${host}`);
		return allowed !== null && (/:\d+$/.test(host) ? hostAndPort(allowed) === hostAndPort(target) : hostName(allowed) === hostName(target));
	});
}
const hostName = ({ hostname }) => hostname.replace(/\.$/, "");
const hostAndPort = (url) => `${hostName(url)}:${url.port}`;
Object.defineProperty(exports, "mayRedirectTo", {
	enumerable: true,
	get: function() {
		return mayRedirectTo;
	}
});
Object.defineProperty(exports, "tokenNamespace", {
	enumerable: true,
	get: function() {
		return tokenNamespace;
	}
});
