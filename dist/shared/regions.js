// src/aws/regions.ts
var regions_exports = require("./rolldown-runtime.js").__exportAll({
	isRegion: () => isRegion,
	regionIn: () => regionIn,
	stsEndpoint: () => stsEndpoint
});
const regionForm = /^(us-gov|[a-z]{2})-[a-z]+-\d$/;
const isRegion = (text) => regionForm.test(text);
const globalRegion = "us-east-1";
function stsEndpoint(region = globalRegion) {
	const host = region === globalRegion ? "sts.amazonaws.com" : `sts.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
	return {
		url: new URL(`https://${host}/`),
		region
	};
}
const regionIn = (env) => [env["AWS_REGION"], env["AWS_DEFAULT_REGION"]].find((region) => region !== void 0 && isRegion(region));
Object.defineProperty(exports, "isRegion", {
	enumerable: true,
	get: function() {
		return isRegion;
	}
});
Object.defineProperty(exports, "regionIn", {
	enumerable: true,
	get: function() {
		return regionIn;
	}
});
Object.defineProperty(exports, "regions_exports", {
	enumerable: true,
	get: function() {
		return regions_exports;
	}
});
Object.defineProperty(exports, "stsEndpoint", {
	enumerable: true,
	get: function() {
		return stsEndpoint;
	}
});
