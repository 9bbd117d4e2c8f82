let node_fs = require("node:fs");
// src/http/pem.ts
const maxBytes = 1048576;
var NoPem = class extends Error {};
function readPem(text) {
	if (isPem(text)) return text;
	const decoded = Buffer.from(text, "base64").toString("latin1");
	if (isPem(decoded)) return decoded;
	if (/[\r\n]/.test(text) || text.length > 4096) throw new NoPem("is neither PEM, nor base64 of PEM, nor the path of a file");
	const content = readFile(text);
	if (isPem(content)) return content;
	throw new NoPem("is the path of a file that contains no PEM");
}
const isPem = (text) => text.includes("-----BEGIN ");
function readFile(path) {
	try {
		const stat = (0, node_fs.statSync)(path);
		if (stat.isFile() && stat.size <= maxBytes) return (0, node_fs.readFileSync)(path, "latin1");
	} catch {
		throw new NoPem("is neither PEM, nor base64 of PEM, nor the path of a file that can be read");
	}
	throw new NoPem("is not the path of a file, or the file is larger than 1 MiB");
}
function certificatesIn(pem) {
	return pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? [];
}
Object.defineProperty(exports, "NoPem", {
	enumerable: true,
	get: function() {
		return NoPem;
	}
});
Object.defineProperty(exports, "certificatesIn", {
	enumerable: true,
	get: function() {
		return certificatesIn;
	}
});
Object.defineProperty(exports, "readPem", {
	enumerable: true,
	get: function() {
		return readPem;
	}
});
