/* Energy Trade's cards. Made by script/frontend from frontend/; contains Lit (BSD-3-Clause) and uPlot (MIT). */
var Qo=Object.defineProperty;var hh=Object.getOwnPropertyDescriptor;var _r=(s,t,e)=>()=>{if(e)throw e[0];try{return s&&(t=s(s=0)),t}catch(i){throw e=[i],i}};var dh=(s,t)=>{for(var e in t)Qo(s,e,{get:t[e],enumerable:!0})};var U=(s,t,e,i)=>{for(var n=i>1?void 0:i?hh(t,e):t,r=s.length-1,o;r>=0;r--)(o=s[r])&&(n=(i?o(t,e,n):o(n))||n);return i&&n&&Qo(t,e,n),n};var Js,yc=_r(()=>{Js=class{constructor(t){this._map=new Map,this._roundAverageSize=!1,this.totalSize=0,t?.roundAverageSize===!0&&(this._roundAverageSize=!0)}set(t,e){let i=this._map.get(t)||0;this._map.set(t,e),this.totalSize+=e-i}get averageSize(){if(this._map.size>0){let t=this.totalSize/this._map.size;return this._roundAverageSize?Math.round(t):t}return 0}getSize(t){return this._map.get(t)}clear(){this._map.clear(),this.totalSize=0}}});function _o(s){return s==="horizontal"?"width":"height"}var Vn,vc=_r(()=>{Vn=class{_getDefaultConfig(){return{direction:"vertical"}}constructor(t,e){this._latestCoords={left:0,top:0},this._direction=null,this._viewportSize={width:0,height:0},this.totalScrollSize={width:0,height:0},this.offsetWithinScroller={left:0,top:0},this._pendingReflow=!1,this._pendingLayoutUpdate=!1,this._pin=null,this._firstVisible=0,this._lastVisible=0,this._physicalMin=0,this._physicalMax=0,this._first=-1,this._last=-1,this._sizeDim="height",this._secondarySizeDim="width",this._positionDim="top",this._secondaryPositionDim="left",this._scrollPosition=0,this._scrollError=0,this._items=[],this._scrollSize=1,this._overhang=1e3,this._hostSink=t,Promise.resolve().then(()=>this.config=e||this._getDefaultConfig())}set config(t){Object.assign(this,Object.assign({},this._getDefaultConfig(),t))}get config(){return{direction:this.direction}}get items(){return this._items}set items(t){this._setItems(t)}_setItems(t){t!==this._items&&(this._items=t,this._scheduleReflow())}get direction(){return this._direction}set direction(t){t=t==="horizontal"?t:"vertical",t!==this._direction&&(this._direction=t,this._sizeDim=t==="horizontal"?"width":"height",this._secondarySizeDim=t==="horizontal"?"height":"width",this._positionDim=t==="horizontal"?"left":"top",this._secondaryPositionDim=t==="horizontal"?"top":"left",this._triggerReflow())}get viewportSize(){return this._viewportSize}set viewportSize(t){let{_viewDim1:e,_viewDim2:i}=this;Object.assign(this._viewportSize,t),i!==this._viewDim2?this._scheduleLayoutUpdate():e!==this._viewDim1&&this._checkThresholds()}get viewportScroll(){return this._latestCoords}set viewportScroll(t){Object.assign(this._latestCoords,t);let e=this._scrollPosition;this._scrollPosition=this._latestCoords[this._positionDim],Math.abs(e-this._scrollPosition)>=1&&this._checkThresholds()}reflowIfNeeded(t=!1){(t||this._pendingReflow)&&(this._pendingReflow=!1,this._reflow())}set pin(t){this._pin=t,this._triggerReflow()}get pin(){if(this._pin!==null){let{index:t,block:e}=this._pin;return{index:Math.max(0,Math.min(t,this.items.length-1)),block:e}}return null}_clampScrollPosition(t){return Math.max(-this.offsetWithinScroller[this._positionDim],Math.min(t,this.totalScrollSize[_o(this.direction)]-this._viewDim1))}unpin(){this._pin!==null&&(this._sendUnpinnedMessage(),this._pin=null)}_updateLayout(){}get _viewDim1(){return this._viewportSize[this._sizeDim]}get _viewDim2(){return this._viewportSize[this._secondarySizeDim]}_scheduleReflow(){this._pendingReflow=!0}_scheduleLayoutUpdate(){this._pendingLayoutUpdate=!0,this._scheduleReflow()}_triggerReflow(){this._scheduleLayoutUpdate(),Promise.resolve().then(()=>this.reflowIfNeeded())}_reflow(){this._pendingLayoutUpdate&&(this._updateLayout(),this._pendingLayoutUpdate=!1),this._updateScrollSize(),this._setPositionFromPin(),this._getActiveItems(),this._updateVisibleIndices(),this._sendStateChangedMessage()}_setPositionFromPin(){if(this.pin!==null){let t=this._scrollPosition,{index:e,block:i}=this.pin;this._scrollPosition=this._calculateScrollIntoViewPosition({index:e,block:i||"start"})-this.offsetWithinScroller[this._positionDim],this._scrollError=t-this._scrollPosition}}_calculateScrollIntoViewPosition(t){let{block:e}=t,i=Math.min(this.items.length,Math.max(0,t.index)),n=this._getItemPosition(i)[this._positionDim],r=n;if(e!=="start"){let o=this._getItemSize(i)[this._sizeDim];if(e==="center")r=n-.5*this._viewDim1+.5*o;else{let h=n-this._viewDim1+o;if(e==="end")r=h;else{let c=this._scrollPosition;r=Math.abs(c-n)<Math.abs(c-h)?n:h}}}return r+=this.offsetWithinScroller[this._positionDim],this._clampScrollPosition(r)}getScrollIntoViewCoordinates(t){return{[this._positionDim]:this._calculateScrollIntoViewPosition(t)}}_sendUnpinnedMessage(){this._hostSink({type:"unpinned"})}_sendVisibilityChangedMessage(){this._hostSink({type:"visibilityChanged",firstVisible:this._firstVisible,lastVisible:this._lastVisible})}_sendStateChangedMessage(){let t=new Map;if(this._first!==-1&&this._last!==-1)for(let i=this._first;i<=this._last;i++)t.set(i,this._getItemPosition(i));let e={type:"stateChanged",scrollSize:{[this._sizeDim]:this._scrollSize,[this._secondarySizeDim]:null},range:{first:this._first,last:this._last,firstVisible:this._firstVisible,lastVisible:this._lastVisible},childPositions:t};this._scrollError&&(e.scrollError={[this._positionDim]:this._scrollError,[this._secondaryPositionDim]:0},this._scrollError=0),this._hostSink(e)}get _num(){return this._first===-1||this._last===-1?0:this._last-this._first+1}_checkThresholds(){if(this._viewDim1===0&&this._num>0||this._pin!==null)this._scheduleReflow();else{let t=Math.max(0,this._scrollPosition-this._overhang),e=Math.min(this._scrollSize,this._scrollPosition+this._viewDim1+this._overhang);this._physicalMin>t||this._physicalMax<e?this._scheduleReflow():this._updateVisibleIndices({emit:!0})}}_updateVisibleIndices(t){if(this._first===-1||this._last===-1)return;let e=this._first;for(;e<this._last&&Math.round(this._getItemPosition(e)[this._positionDim]+this._getItemSize(e)[this._sizeDim])<=Math.round(this._scrollPosition);)e++;let i=this._last;for(;i>this._first&&Math.round(this._getItemPosition(i)[this._positionDim])>=Math.round(this._scrollPosition+this._viewDim1);)i--;(e!==this._firstVisible||i!==this._lastVisible)&&(this._firstVisible=e,this._lastVisible=i,t&&t.emit&&this._sendVisibilityChangedMessage())}}});var wc={};dh(wc,{FlowLayout:()=>Un,flow:()=>Nu});function bc(s){return s==="horizontal"?"marginLeft":"marginTop"}function Hu(s){return s==="horizontal"?"marginRight":"marginBottom"}function Bu(s){return s==="horizontal"?"xOffset":"yOffset"}function Fu(s,t){let e=[s,t].sort();return e[1]<=0?Math.min(...e):e[0]>=0?Math.max(...e):e[0]+e[1]}var Nu,yo,Un,xc=_r(()=>{yc();vc();Nu=s=>Object.assign({type:Un},s);yo=class{constructor(){this._childSizeCache=new Js,this._marginSizeCache=new Js,this._metricsCache=new Map}update(t,e){let i=new Set;Object.keys(t).forEach(n=>{let r=Number(n);this._metricsCache.set(r,t[r]),this._childSizeCache.set(r,t[r][_o(e)]),i.add(r),i.add(r+1)});for(let n of i){let r=this._metricsCache.get(n)?.[bc(e)]||0,o=this._metricsCache.get(n-1)?.[Hu(e)]||0;this._marginSizeCache.set(n,Fu(r,o))}}get averageChildSize(){return this._childSizeCache.averageSize}get totalChildSize(){return this._childSizeCache.totalSize}get averageMarginSize(){return this._marginSizeCache.averageSize}get totalMarginSize(){return this._marginSizeCache.totalSize}getLeadingMarginValue(t,e){return this._metricsCache.get(t)?.[bc(e)]||0}getChildSize(t){return this._childSizeCache.getSize(t)}getMarginSize(t){return this._marginSizeCache.getSize(t)}clear(){this._childSizeCache.clear(),this._marginSizeCache.clear(),this._metricsCache.clear()}},Un=class extends Vn{constructor(){super(...arguments),this._itemSize={width:100,height:100},this._physicalItems=new Map,this._newPhysicalItems=new Map,this._metricsCache=new yo,this._anchorIdx=null,this._anchorPos=null,this._stable=!0,this._measureChildren=!0,this._estimate=!0}get measureChildren(){return this._measureChildren}updateItemSizes(t){this._metricsCache.update(t,this.direction),this._scheduleReflow()}_getPhysicalItem(t){return this._newPhysicalItems.get(t)??this._physicalItems.get(t)}_getSize(t){return this._getPhysicalItem(t)&&this._metricsCache.getChildSize(t)}_getAverageSize(){return this._metricsCache.averageChildSize||this._itemSize[this._sizeDim]}_estimatePosition(t){let e=this._metricsCache;if(this._first===-1||this._last===-1)return e.averageMarginSize+t*(e.averageMarginSize+this._getAverageSize());if(t<this._first){let i=this._first-t;return this._getPhysicalItem(this._first).pos-(e.getMarginSize(this._first-1)||e.averageMarginSize)-(i*e.averageChildSize+(i-1)*e.averageMarginSize)}else{let i=t-this._last;return this._getPhysicalItem(this._last).pos+(e.getChildSize(this._last)||e.averageChildSize)+(e.getMarginSize(this._last)||e.averageMarginSize)+i*(e.averageChildSize+e.averageMarginSize)}}_getPosition(t){let e=this._getPhysicalItem(t),{averageMarginSize:i}=this._metricsCache;return t===0?this._metricsCache.getMarginSize(0)??i:e?e.pos:this._estimatePosition(t)}_calculateAnchor(t,e){return t<=0?0:e>this._scrollSize-this._viewDim1?this.items.length-1:Math.max(0,Math.min(this.items.length-1,Math.floor((t+e)/2/this._delta)))}_getAnchor(t,e){if(this._physicalItems.size===0)return this._calculateAnchor(t,e);if(this._first<0)return this._calculateAnchor(t,e);if(this._last<0)return this._calculateAnchor(t,e);let i=this._getPhysicalItem(this._first),n=this._getPhysicalItem(this._last),r=i.pos;if(n.pos+this._metricsCache.getChildSize(this._last)<t)return this._calculateAnchor(t,e);if(r>e)return this._calculateAnchor(t,e);let c=this._firstVisible-1,u=-1/0;for(;u<t;)u=this._getPhysicalItem(++c).pos+this._metricsCache.getChildSize(c);return c}_getActiveItems(){this._viewDim1===0||this.items.length===0?this._clearItems():this._getItems()}_clearItems(){this._first=-1,this._last=-1,this._physicalMin=0,this._physicalMax=0;let t=this._newPhysicalItems;this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=t,this._stable=!0}_getItems(){let t=this._newPhysicalItems;this._stable=!0;let e,i;if(this.pin!==null){let{index:u}=this.pin;this._anchorIdx=u,this._anchorPos=this._getPosition(u)}if(e=this._scrollPosition-this._overhang,i=this._scrollPosition+this._viewDim1+this._overhang,i<0||e>this._scrollSize){this._clearItems();return}(this._anchorIdx===null||this._anchorPos===null)&&(this._anchorIdx=this._getAnchor(e,i),this._anchorPos=this._getPosition(this._anchorIdx));let n=this._getSize(this._anchorIdx);n===void 0&&(this._stable=!1,n=this._getAverageSize());let r=this._metricsCache.getMarginSize(this._anchorIdx)??this._metricsCache.averageMarginSize,o=this._metricsCache.getMarginSize(this._anchorIdx+1)??this._metricsCache.averageMarginSize;this._anchorIdx===0&&(this._anchorPos=r),this._anchorIdx===this.items.length-1&&(this._anchorPos=this._scrollSize-o-n);let h=0;for(this._anchorPos+n+o<e&&(h=e-(this._anchorPos+n+o)),this._anchorPos-r>i&&(h=i-(this._anchorPos-r)),h&&(this._scrollPosition-=h,e-=h,i-=h,this._scrollError+=h),t.set(this._anchorIdx,{pos:this._anchorPos,size:n}),this._first=this._last=this._anchorIdx,this._physicalMin=this._anchorPos-r,this._physicalMax=this._anchorPos+n+o;this._physicalMin>e&&this._first>0;){let u=this._getSize(--this._first);u===void 0&&(this._stable=!1,u=this._getAverageSize());let y=this._metricsCache.getMarginSize(this._first);y===void 0&&(this._stable=!1,y=this._metricsCache.averageMarginSize),this._physicalMin-=u;let f=this._physicalMin;if(t.set(this._first,{pos:f,size:u}),this._physicalMin-=y,this._stable===!1&&this._estimate===!1)break}for(;this._physicalMax<i&&this._last<this.items.length-1;){let u=this._getSize(++this._last);u===void 0&&(this._stable=!1,u=this._getAverageSize());let y=this._metricsCache.getMarginSize(this._last);y===void 0&&(this._stable=!1,y=this._metricsCache.averageMarginSize);let f=this._physicalMax;if(t.set(this._last,{pos:f,size:u}),this._physicalMax+=u+y,!this._stable&&!this._estimate)break}let c=this._calculateError();c&&(this._physicalMin-=c,this._physicalMax-=c,this._anchorPos-=c,this._scrollPosition-=c,t.forEach(u=>u.pos-=c),this._scrollError+=c),this._stable&&(this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=t)}_calculateError(){return this._first===0?this._physicalMin:this._physicalMin<=0?this._physicalMin-this._first*this._delta:this._last===this.items.length-1?this._physicalMax-this._scrollSize:this._physicalMax>=this._scrollSize?this._physicalMax-this._scrollSize+(this.items.length-1-this._last)*this._delta:0}_reflow(){let{_first:t,_last:e}=this;super._reflow(),(this._first===-1&&this._last==-1||this._first===t&&this._last===e)&&this._resetReflowState()}_resetReflowState(){this._anchorIdx=null,this._anchorPos=null,this._stable=!0}_updateScrollSize(){let{averageMarginSize:t}=this._metricsCache;this._scrollSize=Math.max(1,this.items.length*(t+this._getAverageSize())+t)}get _delta(){let{averageMarginSize:t}=this._metricsCache;return this._getAverageSize()+t}_getItemPosition(t){return{[this._positionDim]:this._getPosition(t),[this._secondaryPositionDim]:0,[Bu(this.direction)]:-(this._metricsCache.getLeadingMarginValue(t,this.direction)??this._metricsCache.averageMarginSize)}}_getItemSize(t){return{[this._sizeDim]:this._getSize(t)||this._getAverageSize(),[this._secondarySizeDim]:this._itemSize[this._secondarySizeDim]}}_viewDim2Changed(){this._metricsCache.clear(),this._scheduleReflow()}}});var an=globalThis,cn=an.ShadowRoot&&(an.ShadyCSS===void 0||an.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,yr=Symbol(),Xo=new WeakMap,Cs=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==yr)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(cn&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=Xo.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&Xo.set(e,t))}return t}toString(){return this.cssText}},hn=s=>new Cs(typeof s=="string"?s:s+"",void 0,yr),ze=(s,...t)=>{let e=s.length===1?s[0]:t.reduce((i,n,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(n)+s[r+1],s[0]);return new Cs(e,s,yr)},el=(s,t)=>{if(cn)s.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),n=an.litNonce;n!==void 0&&i.setAttribute("nonce",n),i.textContent=e.cssText,s.appendChild(i)}},vr=cn?s=>s:s=>s instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return hn(e)})(s):s;var{is:uh,defineProperty:ph,getOwnPropertyDescriptor:fh,getOwnPropertyNames:mh,getOwnPropertySymbols:gh,getPrototypeOf:_h}=Object,dn=globalThis,tl=dn.trustedTypes,yh=tl?tl.emptyScript:"",vh=dn.reactiveElementPolyfillSupport,Ps=(s,t)=>s,As={toAttribute(s,t){switch(t){case Boolean:s=s?yh:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,t){let e=s;switch(t){case Boolean:e=s!==null;break;case Number:e=s===null?null:Number(s);break;case Object:case Array:try{e=JSON.parse(s)}catch{e=null}}return e}},un=(s,t)=>!uh(s,t),il={attribute:!0,type:String,converter:As,reflect:!1,useDefault:!1,hasChanged:un};Symbol.metadata??=Symbol("metadata"),dn.litPropertyMetadata??=new WeakMap;var Zt=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=il){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),n=this.getPropertyDescriptor(t,i,e);n!==void 0&&ph(this.prototype,t,n)}}static getPropertyDescriptor(t,e,i){let{get:n,set:r}=fh(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:n,set(o){let h=n?.call(this);r?.call(this,o),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??il}static _$Ei(){if(this.hasOwnProperty(Ps("elementProperties")))return;let t=_h(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Ps("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Ps("properties"))){let e=this.properties,i=[...mh(e),...gh(e)];for(let n of i)this.createProperty(n,e[n])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,n]of e)this.elementProperties.set(i,n)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let n=this._$Eu(e,i);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let n of i)e.unshift(vr(n))}else t!==void 0&&e.push(vr(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return el(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),n=this.constructor._$Eu(t,i);if(n!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:As).toAttribute(e,i.type);this._$Em=t,r==null?this.removeAttribute(n):this.setAttribute(n,r),this._$Em=null}}_$AK(t,e){let i=this.constructor,n=i._$Eh.get(t);if(n!==void 0&&this._$Em!==n){let r=i.getPropertyOptions(n),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:As;this._$Em=n;let h=o.fromAttribute(e,r.type);this[n]=h??this._$Ej?.get(n)??h,this._$Em=null}}requestUpdate(t,e,i,n=!1,r){if(t!==void 0){let o=this.constructor;if(n===!1&&(r=this[t]),i??=o.getPropertyOptions(t),!((i.hasChanged??un)(r,e)||i.useDefault&&i.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:n,wrapped:r},o){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),n===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[n,r]of this._$Ep)this[n]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[n,r]of i){let{wrapped:o}=r,h=this[n];o!==!0||this._$AL.has(n)||h===void 0||this.C(n,void 0,r,h)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};Zt.elementStyles=[],Zt.shadowRootOptions={mode:"open"},Zt[Ps("elementProperties")]=new Map,Zt[Ps("finalized")]=new Map,vh?.({ReactiveElement:Zt}),(dn.reactiveElementVersions??=[]).push("2.1.2");var wr=globalThis,sl=s=>s,pn=wr.trustedTypes,nl=pn?pn.createPolicy("lit-html",{createHTML:s=>s}):void 0,xr="$lit$",Qt=`lit$${Math.random().toFixed(9).slice(2)}$`,Sr="?"+Qt,bh=`<${Sr}>`,Ti=document,zs=()=>Ti.createComment(""),Rs=s=>s===null||typeof s!="object"&&typeof s!="function",$r=Array.isArray,hl=s=>$r(s)||typeof s?.[Symbol.iterator]=="function",br=`[ 	
\f\r]`,Ms=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,rl=/-->/g,ol=/>/g,$i=RegExp(`>|${br}(?:([^\\s"'>=/]+)(${br}*=${br}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ll=/'/g,al=/"/g,dl=/^(?:script|style|textarea|title)$/i,kr=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),E=kr(1),ul=kr(2),op=kr(3),zt=Symbol.for("lit-noChange"),F=Symbol.for("lit-nothing"),cl=new WeakMap,ki=Ti.createTreeWalker(Ti,129);function pl(s,t){if(!$r(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return nl!==void 0?nl.createHTML(t):t}var fl=(s,t)=>{let e=s.length-1,i=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=Ms;for(let h=0;h<e;h++){let c=s[h],u,y,f=-1,g=0;for(;g<c.length&&(o.lastIndex=g,y=o.exec(c),y!==null);)g=o.lastIndex,o===Ms?y[1]==="!--"?o=rl:y[1]!==void 0?o=ol:y[2]!==void 0?(dl.test(y[2])&&(n=RegExp("</"+y[2],"g")),o=$i):y[3]!==void 0&&(o=$i):o===$i?y[0]===">"?(o=n??Ms,f=-1):y[1]===void 0?f=-2:(f=o.lastIndex-y[2].length,u=y[1],o=y[3]===void 0?$i:y[3]==='"'?al:ll):o===al||o===ll?o=$i:o===rl||o===ol?o=Ms:(o=$i,n=void 0);let b=o===$i&&s[h+1].startsWith("/>")?" ":"";r+=o===Ms?c+bh:f>=0?(i.push(u),c.slice(0,f)+xr+c.slice(f)+Qt+b):c+Qt+(f===-2?h:b)}return[pl(s,r+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},Ds=class s{constructor({strings:t,_$litType$:e},i){let n;this.parts=[];let r=0,o=0,h=t.length-1,c=this.parts,[u,y]=fl(t,e);if(this.el=s.createElement(u,i),ki.currentNode=this.el.content,e===2||e===3){let f=this.el.content.firstChild;f.replaceWith(...f.childNodes)}for(;(n=ki.nextNode())!==null&&c.length<h;){if(n.nodeType===1){if(n.hasAttributes())for(let f of n.getAttributeNames())if(f.endsWith(xr)){let g=y[o++],b=n.getAttribute(f).split(Qt),w=/([.?@])?(.*)/.exec(g);c.push({type:1,index:r,name:w[2],strings:b,ctor:w[1]==="."?mn:w[1]==="?"?gn:w[1]==="@"?_n:Ci}),n.removeAttribute(f)}else f.startsWith(Qt)&&(c.push({type:6,index:r}),n.removeAttribute(f));if(dl.test(n.tagName)){let f=n.textContent.split(Qt),g=f.length-1;if(g>0){n.textContent=pn?pn.emptyScript:"";for(let b=0;b<g;b++)n.append(f[b],zs()),ki.nextNode(),c.push({type:2,index:++r});n.append(f[g],zs())}}}else if(n.nodeType===8)if(n.data===Sr)c.push({type:2,index:r});else{let f=-1;for(;(f=n.data.indexOf(Qt,f+1))!==-1;)c.push({type:7,index:r}),f+=Qt.length-1}r++}}static createElement(t,e){let i=Ti.createElement("template");return i.innerHTML=t,i}};function Ei(s,t,e=s,i){if(t===zt)return t;let n=i!==void 0?e._$Co?.[i]:e._$Cl,r=Rs(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,e,i)),i!==void 0?(e._$Co??=[])[i]=n:e._$Cl=n),n!==void 0&&(t=Ei(s,n._$AS(s,t.values),n,i)),t}var fn=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,n=(t?.creationScope??Ti).importNode(e,!0);ki.currentNode=n;let r=ki.nextNode(),o=0,h=0,c=i[0];for(;c!==void 0;){if(o===c.index){let u;c.type===2?u=new ts(r,r.nextSibling,this,t):c.type===1?u=new c.ctor(r,c.name,c.strings,this,t):c.type===6&&(u=new yn(r,this,t)),this._$AV.push(u),c=i[++h]}o!==c?.index&&(r=ki.nextNode(),o++)}return ki.currentNode=Ti,n}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},ts=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,n){this.type=2,this._$AH=F,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Ei(this,t,e),Rs(t)?t===F||t==null||t===""?(this._$AH!==F&&this._$AR(),this._$AH=F):t!==this._$AH&&t!==zt&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):hl(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==F&&Rs(this._$AH)?this._$AA.nextSibling.data=t:this.T(Ti.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,n=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=Ds.createElement(pl(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new fn(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=cl.get(t.strings);return e===void 0&&cl.set(t.strings,e=new Ds(t)),e}k(t){$r(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,n=0;for(let r of t)n===e.length?e.push(i=new s(this.O(zs()),this.O(zs()),this,this.options)):i=e[n],i._$AI(r),n++;n<e.length&&(this._$AR(i&&i._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=sl(t).nextSibling;sl(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Ci=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,n,r){this.type=1,this._$AH=F,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=F}_$AI(t,e=this,i,n){let r=this.strings,o=!1;if(r===void 0)t=Ei(this,t,e,0),o=!Rs(t)||t!==this._$AH&&t!==zt,o&&(this._$AH=t);else{let h=t,c,u;for(t=r[0],c=0;c<r.length-1;c++)u=Ei(this,h[i+c],e,c),u===zt&&(u=this._$AH[c]),o||=!Rs(u)||u!==this._$AH[c],u===F?t=F:t!==F&&(t+=(u??"")+r[c+1]),this._$AH[c]=u}o&&!n&&this.j(t)}j(t){t===F?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},mn=class extends Ci{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===F?void 0:t}},gn=class extends Ci{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==F)}},_n=class extends Ci{constructor(t,e,i,n,r){super(t,e,i,n,r),this.type=5}_$AI(t,e=this){if((t=Ei(this,t,e,0)??F)===zt)return;let i=this._$AH,n=t===F&&i!==F||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,r=t!==F&&(i===F||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},yn=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){Ei(this,t)}},ml={M:xr,P:Qt,A:Sr,C:1,L:fl,R:fn,D:hl,V:Ei,I:ts,H:Ci,N:gn,U:_n,B:mn,F:yn},wh=wr.litHtmlPolyfillSupport;wh?.(Ds,ts),(wr.litHtmlVersions??=[]).push("3.3.3");var gl=(s,t,e)=>{let i=e?.renderBefore??t,n=i._$litPart$;if(n===void 0){let r=e?.renderBefore??null;i._$litPart$=n=new ts(t.insertBefore(zs(),r),r,void 0,e??{})}return n._$AI(s),n};var Tr=globalThis,bt=class extends Zt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=gl(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return zt}};bt._$litElement$=!0,bt.finalized=!0,Tr.litElementHydrateSupport?.({LitElement:bt});var xh=Tr.litElementPolyfillSupport;xh?.({LitElement:bt});(Tr.litElementVersions??=[]).push("4.2.2");var je=s=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(s,t)}):customElements.define(s,t)};var Sh={attribute:!0,type:String,converter:As,reflect:!1,hasChanged:un},$h=(s=Sh,t,e)=>{let{kind:i,metadata:n}=e,r=globalThis.litPropertyMetadata.get(n);if(r===void 0&&globalThis.litPropertyMetadata.set(n,r=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),r.set(e.name,s),i==="accessor"){let{name:o}=e;return{set(h){let c=t.get.call(this);t.set.call(this,h),this.requestUpdate(o,c,s,!0,h)},init(h){return h!==void 0&&this.C(o,void 0,s,h),h}}}if(i==="setter"){let{name:o}=e;return function(h){let c=this[o];t.call(this,h),this.requestUpdate(o,c,s,!0,h)}}throw Error("Unsupported decorator location: "+i)};function Ke(s){return(t,e)=>typeof e=="object"?$h(s,t,e):((i,n,r)=>{let o=n.hasOwnProperty(r);return n.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(n,r):void 0})(s,t,e)}function Se(s){return Ke({...s,state:!0,attribute:!1})}var ci=(s,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(s,t,e),e);function is(s,t){return(e,i,n)=>{let r=o=>o.renderRoot?.querySelector(s)??null;if(t){let{get:o,set:h}=typeof i=="object"?e:n??(()=>{let c=Symbol();return{get(){return this[c]},set(u){this[c]=u}}})();return ci(e,i,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&h.call(this,c)),c}})}return ci(e,i,{get(){return r(this)}})}}var kh;function _l(s){return(t,e)=>ci(t,e,{get(){return(this.renderRoot??(kh??=document.createDocumentFragment())).querySelectorAll(s)}})}var Th="uplot",Eh="u-hz",Ch="u-vt",Ph="u-title",Ah="u-wrap",Mh="u-under",zh="u-over",Rh="u-axis",Mi="u-off",Dh="u-select",Lh="u-cursor-x",Ih="u-cursor-y",Oh="u-cursor-pt",Nh="u-legend",Hh="u-live",Bh="u-inline",Fh="u-series",Vh="u-marker",yl="u-label",Uh="u-value",Is="width",Os="height";var vl="bottom",ss="left",Er="right",Wr="#000",bl=Wr+"0",Cr="mousemove",wl="mousedown",Pr="mouseup",xl="mouseenter",Sl="mouseleave",$l="dblclick",Wh="resize",qh="scroll",kl="change",Sn="dppxchange",qr="--",hs=typeof window<"u",Dr=hs?document:null,rs=hs?window:null,jh=hs?navigator:null,ae,vn;function Lr(){let s=devicePixelRatio;ae!=s&&(ae=s,vn&&Or(kl,vn,Lr),vn=matchMedia(`(min-resolution: ${ae-.001}dppx) and (max-resolution: ${ae+.001}dppx)`),zi(kl,vn,Lr),rs.dispatchEvent(new CustomEvent(Sn)))}function dt(s,t){if(t!=null){let e=s.classList;!e.contains(t)&&e.add(t)}}function Ir(s,t){let e=s.classList;e.contains(t)&&e.remove(t)}function ve(s,t,e){s.style[t]=e+"px"}function Rt(s,t,e,i){let n=Dr.createElement(s);return t!=null&&dt(n,t),e?.insertBefore(n,i),n}function wt(s,t){return Rt("div",s,t)}var Tl=new WeakMap;function qt(s,t,e,i,n){let r="translate("+t+"px,"+e+"px)",o=Tl.get(s);r!=o&&(s.style.transform=r,Tl.set(s,r),t<0||e<0||t>i||e>n?dt(s,Mi):Ir(s,Mi))}var El=new WeakMap;function Cl(s,t,e){let i=t+e,n=El.get(s);i!=n&&(El.set(s,i),s.style.background=t,s.style.borderColor=e)}var Pl=new WeakMap;function Al(s,t,e,i){let n=t+""+e,r=Pl.get(s);n!=r&&(Pl.set(s,n),s.style.height=e+"px",s.style.width=t+"px",s.style.marginLeft=i?-t/2+"px":0,s.style.marginTop=i?-e/2+"px":0)}var jr={passive:!0},Kh={...jr,capture:!0};function zi(s,t,e,i){t.addEventListener(s,e,i?Kh:jr)}function Or(s,t,e,i){t.removeEventListener(s,e,jr)}hs&&Lr();function Dt(s,t,e,i){let n;e=e||0,i=i||t.length-1;let r=i<=2147483647;for(;i-e>1;)n=r?e+i>>1:ut((e+i)/2),t[n]<s?e=n:i=n;return s-t[e]<=t[i]-s?e:i}function na(s){return(e,i,n)=>{let r=-1,o=-1;for(let h=i;h<=n;h++)if(s(e[h])){r=h;break}for(let h=n;h>=i;h--)if(s(e[h])){o=h;break}return[r,o]}}var ra=s=>s!=null,oa=s=>s!=null&&s>0,Tn=na(ra),Gh=na(oa);function Yh(s,t,e,i=0,n=!1){let r=n?Gh:Tn,o=n?oa:ra;[t,e]=r(s,t,e);let h=s[t],c=s[t];if(t>-1)if(i==1)h=s[t],c=s[e];else if(i==-1)h=s[e],c=s[t];else for(let u=t;u<=e;u++){let y=s[u];o(y)&&(y<h?h=y:y>c&&(c=y))}return[h??pe,c??-pe]}function En(s,t,e,i){let n=Rl(s),r=Rl(t);s==t&&(n==-1?(s*=e,t/=e):(s/=e,t*=e));let o=e==10?Xt:la,h=n==1?ut:xt,c=r==1?xt:ut,u=h(o(De(s))),y=c(o(De(t))),f=os(e,u),g=os(e,y);return e==10&&(u<0&&(f=fe(f,-u)),y<0&&(g=fe(g,-y))),i||e==2?(s=f*n,t=g*r):(s=da(s,f),t=Cn(t,g)),[s,t]}function Kr(s,t,e,i){let n=En(s,t,e,i);return s==0&&(n[0]=0),t==0&&(n[1]=0),n}var Gr=.1,Ml={mode:3,pad:Gr},Hs={pad:0,soft:null,mode:0},Jh={min:Hs,max:Hs};function $n(s,t,e,i){return Pn(e)?zl(s,t,e):(Hs.pad=e,Hs.soft=i?0:null,Hs.mode=i?3:0,zl(s,t,Jh))}function oe(s,t){return s??t}function Zh(s,t,e){for(t=oe(t,0),e=oe(e,s.length-1);t<=e;){if(s[t]!=null)return!0;t++}return!1}function zl(s,t,e){let i=e.min,n=e.max,r=oe(i.pad,0),o=oe(n.pad,0),h=oe(i.hard,-pe),c=oe(n.hard,pe),u=oe(i.soft,pe),y=oe(n.soft,-pe),f=oe(i.mode,0),g=oe(n.mode,0),b=t-s,w=Xt(b),C=et(De(s),De(t)),L=Xt(C),D=De(L-w);(b<1e-24||D>10)&&(b=0,(s==0||t==0)&&(b=1e-24,f==2&&u!=pe&&(r=0),g==2&&y!=-pe&&(o=0)));let $=b||C||1e3,V=Xt($),k=os(10,ut(V)),Z=$*(b==0?s==0?.1:1:r),R=fe(da(s-Z,k/10),24),Q=s>=u&&(f==1||f==3&&R<=u||f==2&&R>=u)?u:pe,G=et(h,R<Q&&s>=Q?Q:Lt(Q,R)),te=$*(b==0?t==0?.1:1:o),K=fe(Cn(t+te,k/10),24),T=t<=y&&(g==1||g==3&&K>=y||g==2&&K<=y)?y:-pe,J=Lt(c,K>T&&t<=T?T:et(T,K));return G==J&&G==0&&(J=100),[G,J]}var Qh=new Intl.NumberFormat(hs?jh.language:"en-US"),Yr=s=>Qh.format(s),pt=Math,xn=pt.PI,De=pt.abs,ut=pt.floor,Re=pt.round,xt=pt.ceil,Lt=pt.min,et=pt.max,os=pt.pow,Rl=pt.sign,Xt=pt.log10,la=pt.log2,Xh=(s,t=1)=>pt.sinh(s)*t,Ar=(s,t=1)=>pt.asinh(s/t),pe=1/0;function Dl(s){return(Xt((s^s>>31)-(s>>31))|0)+1}function Nr(s,t,e){return Lt(et(s,t),e)}function aa(s){return typeof s=="function"}function ie(s){return aa(s)?s:()=>s}var ed=()=>{},ca=s=>s,ha=(s,t)=>t,td=s=>null,Ll=s=>!0,Il=(s,t)=>s==t,id=/\.\d*?(?=9{6,}|0{6,})/gm,Ri=s=>{if(pa(s)||di.has(s))return s;let t=`${s}`,e=t.match(id);if(e==null)return s;let i=e[0].length-1;if(t.indexOf("e-")!=-1){let[n,r]=t.split("e");return+`${Ri(n)}e${r}`}return fe(s,i)};function Pi(s,t){return Ri(fe(Ri(s/t))*t)}function Cn(s,t){return Ri(xt(Ri(s/t))*t)}function da(s,t){return Ri(ut(Ri(s/t))*t)}function fe(s,t=0){if(pa(s))return s;let e=10**t,i=s*e*(1+Number.EPSILON);return Re(i)/e}var di=new Map;function ua(s){return((""+s).split(".")[1]||"").length}function Fs(s,t,e,i){let n=[],r=i.map(ua);for(let o=t;o<e;o++){let h=De(o),c=fe(os(s,o),h);for(let u=0;u<i.length;u++){let y=s==10?+`${i[u]}e${o}`:i[u]*c,f=(o>=0?0:h)+(o>=r[u]?0:r[u]),g=s==10?y:fe(y,f);n.push(g),di.set(g,f)}}return n}var Bs={},Jr=[],ls=[null,null],hi=Array.isArray,pa=Number.isInteger,sd=s=>s===void 0;function Ol(s){return typeof s=="string"}function Pn(s){let t=!1;if(s!=null){let e=s.constructor;t=e==null||e==Object}return t}function nd(s){return s!=null&&typeof s=="object"}var rd=Object.getPrototypeOf(Uint8Array),fa="__proto__";function as(s,t=Pn){let e;if(hi(s)){let i=s.find(n=>n!=null);if(hi(i)||t(i)){e=Array(s.length);for(let n=0;n<s.length;n++)e[n]=as(s[n],t)}else e=s.slice()}else if(s instanceof rd)e=s.slice();else if(t(s)){e={};for(let i in s)i!=fa&&(e[i]=as(s[i],t))}else e=s;return e}function Pe(s){let t=arguments;for(let e=1;e<t.length;e++){let i=t[e];for(let n in i)n!=fa&&(Pn(s[n])?Pe(s[n],as(i[n])):s[n]=as(i[n]))}return s}var od=0,ld=1,ad=2;function cd(s,t,e){for(let i=0,n,r=-1;i<t.length;i++){let o=t[i];if(o>r){for(n=o-1;n>=0&&s[n]==null;)s[n--]=null;for(n=o+1;n<e&&s[n]==null;)s[r=n++]=null}}}function hd(s,t){if(pd(s)){let o=s[0].slice();for(let h=1;h<s.length;h++)o.push(...s[h].slice(1));return fd(o[0])||(o=ud(o)),o}let e=new Set;for(let o=0;o<s.length;o++){let c=s[o][0],u=c.length;for(let y=0;y<u;y++)e.add(c[y])}let i=[Array.from(e).sort((o,h)=>o-h)],n=i[0].length,r=new Map;for(let o=0;o<n;o++)r.set(i[0][o],o);for(let o=0;o<s.length;o++){let h=s[o],c=h[0];for(let u=1;u<h.length;u++){let y=h[u],f=Array(n).fill(void 0),g=t?t[o][u]:ld,b=[];for(let w=0;w<y.length;w++){let C=y[w],L=r.get(c[w]);C===null?g!=od&&(f[L]=C,g==ad&&b.push(L)):f[L]=C}cd(f,b,n),i.push(f)}}return i}var dd=typeof queueMicrotask>"u"?s=>Promise.resolve().then(s):queueMicrotask;function ud(s){let t=s[0],e=t.length,i=Array(e);for(let r=0;r<i.length;r++)i[r]=r;i.sort((r,o)=>t[r]-t[o]);let n=[];for(let r=0;r<s.length;r++){let o=s[r],h=Array(e);for(let c=0;c<e;c++)h[c]=o[i[c]];n.push(h)}return n}function pd(s){let t=s[0][0],e=t.length;for(let i=1;i<s.length;i++){let n=s[i][0];if(n.length!=e)return!1;if(n!=t){for(let r=0;r<e;r++)if(n[r]!=t[r])return!1}}return!0}function fd(s,t=100){let e=s.length;if(e<=1)return!0;let i=0,n=e-1;for(;i<=n&&s[i]==null;)i++;for(;n>=i&&s[n]==null;)n--;if(n<=i)return!0;let r=et(1,ut((n-i+1)/t));for(let o=s[i],h=i+r;h<=n;h+=r){let c=s[h];if(c!=null){if(c<=o)return!1;o=c}}return!0}var ma=["January","February","March","April","May","June","July","August","September","October","November","December"],ga=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function _a(s){return s.slice(0,3)}var md=ga.map(_a),gd=ma.map(_a),_d={MMMM:ma,MMM:gd,WWWW:ga,WWW:md};function Ls(s){return(s<10?"0":"")+s}function yd(s){return(s<10?"00":s<100?"0":"")+s}var vd={YYYY:s=>s.getFullYear(),YY:s=>(s.getFullYear()+"").slice(2),MMMM:(s,t)=>t.MMMM[s.getMonth()],MMM:(s,t)=>t.MMM[s.getMonth()],MM:s=>Ls(s.getMonth()+1),M:s=>s.getMonth()+1,DD:s=>Ls(s.getDate()),D:s=>s.getDate(),WWWW:(s,t)=>t.WWWW[s.getDay()],WWW:(s,t)=>t.WWW[s.getDay()],HH:s=>Ls(s.getHours()),H:s=>s.getHours(),h:s=>{let t=s.getHours();return t==0?12:t>12?t-12:t},AA:s=>s.getHours()>=12?"PM":"AM",aa:s=>s.getHours()>=12?"pm":"am",a:s=>s.getHours()>=12?"p":"a",mm:s=>Ls(s.getMinutes()),m:s=>s.getMinutes(),ss:s=>Ls(s.getSeconds()),s:s=>s.getSeconds(),fff:s=>yd(s.getMilliseconds())};function Zr(s,t){t=t||_d;let e=[],i=/\{([a-z]+)\}|[^{]+/gi,n;for(;n=i.exec(s);)e.push(n[0][0]=="{"?vd[n[1]]:n[0]);return r=>{let o="";for(let h=0;h<e.length;h++)o+=typeof e[h]=="string"?e[h]:e[h](r,t);return o}}var bd=new Intl.DateTimeFormat().resolvedOptions().timeZone;function wd(s,t){let e;return t=="UTC"||t=="Etc/UTC"?e=new Date(+s+s.getTimezoneOffset()*6e4):t==bd?e=s:(e=new Date(s.toLocaleString("en-US",{timeZone:t})),e.setMilliseconds(s.getMilliseconds())),e}var ya=s=>s%1==0,kn=[1,2,2.5,5],xd=Fs(10,-32,0,kn),va=Fs(10,0,32,kn),Sd=va.filter(ya),Ai=xd.concat(va),Qr=`
`,ba="{YYYY}",Nl=Qr+ba,wa="{M}/{D}",Ns=Qr+wa,bn=Ns+"/{YY}",xa="{aa}",$d="{h}:{mm}",ns=$d+xa,Hl=Qr+ns,Bl=":{ss}",he=null;function Sa(s){let t=s*1e3,e=t*60,i=e*60,n=i*24,r=n*30,o=n*365,c=(s==1?Fs(10,0,3,kn).filter(ya):Fs(10,-3,0,kn)).concat([t,t*5,t*10,t*15,t*30,e,e*5,e*10,e*15,e*30,i,i*2,i*3,i*4,i*6,i*8,i*12,n,n*2,n*3,n*4,n*5,n*6,n*7,n*8,n*9,n*10,n*15,r,r*2,r*3,r*4,r*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),u=[[o,ba,he,he,he,he,he,he,1],[n*28,"{MMM}",Nl,he,he,he,he,he,1],[n,wa,Nl,he,he,he,he,he,1],[i,"{h}"+xa,bn,he,Ns,he,he,he,1],[e,ns,bn,he,Ns,he,he,he,1],[t,Bl,bn+" "+ns,he,Ns+" "+ns,he,Hl,he,1],[s,Bl+".{fff}",bn+" "+ns,he,Ns+" "+ns,he,Hl,he,1]];function y(f){return(g,b,w,C,L,D)=>{let $=[],V=L>=o,k=L>=r&&L<o,Z=f(w),R=fe(Z*s,3),Q=Mr(Z.getFullYear(),V?0:Z.getMonth(),k||V?1:Z.getDate()),G=fe(Q*s,3);if(k||V){let te=k?L/r:0,K=V?L/o:0,T=R==G?R:fe(Mr(Q.getFullYear()+K,Q.getMonth()+te,1)*s,3),J=new Date(Re(T/s)),I=J.getFullYear(),q=J.getMonth();for(let B=0;T<=C;B++){let se=Mr(I+K*B,q+te*B,1),H=se-f(fe(se*s,3));T=fe((+se+H)*s,3),T<=C&&$.push(T)}}else{let te=L>=n?n:L,K=ut(w)-ut(R),T=G+K+Cn(R-G,te);$.push(T);let J=f(T),I=J.getHours()+J.getMinutes()/e+J.getSeconds()/i,q=L/i,B=g.axes[b]._space,se=D/B;for(;T=fe(T+L,s==1?0:3),!(T>C);)if(q>1){let H=ut(fe(I+q,6))%24,ne=f(T).getHours()-H;ne>1&&(ne=-1),T-=ne*i,I=(I+q)%24;let de=$[$.length-1];fe((T-de)/L,3)*se>=.7&&$.push(T)}else $.push(T)}return $}}return[c,u,y]}var[kd,Td,Ed]=Sa(1),[Cd,Pd,Ad]=Sa(.001);Fs(2,-53,53,[1]);function Fl(s,t){return s.map(e=>e.map((i,n)=>n==0||n==8||i==null?i:t(n==1||e[8]==0?i:e[1]+i)))}function Vl(s,t){return(e,i,n,r,o)=>{let h=t.find(w=>o>=w[0])||t[t.length-1],c,u,y,f,g,b;return i.map(w=>{let C=s(w),L=C.getFullYear(),D=C.getMonth(),$=C.getDate(),V=C.getHours(),k=C.getMinutes(),Z=C.getSeconds(),R=L!=c&&h[2]||D!=u&&h[3]||$!=y&&h[4]||V!=f&&h[5]||k!=g&&h[6]||Z!=b&&h[7]||h[1];return c=L,u=D,y=$,f=V,g=k,b=Z,R(C)})}}function Md(s,t){let e=Zr(t);return(i,n,r,o,h)=>n.map(c=>e(s(c)))}function Mr(s,t,e){return new Date(s,t,e)}function Ul(s,t){return t(s)}var zd="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Wl(s,t){return(e,i,n,r)=>r==null?qr:t(s(i))}function Rd(s,t){let e=s.series[t];return e.width?e.stroke(s,t):e.points.width?e.points.stroke(s,t):null}function Dd(s,t){return s.series[t].fill(s,t)}var Ld={show:!0,live:!0,isolate:!1,mount:ed,markers:{show:!0,width:2,stroke:Rd,fill:Dd,dash:"solid"},idx:null,idxs:null,values:[]};function Id(s,t){let e=s.cursor.points,i=wt(),n=e.size(s,t);ve(i,Is,n),ve(i,Os,n);let r=n/-2;ve(i,"marginLeft",r),ve(i,"marginTop",r);let o=e.width(s,t,n);return o&&ve(i,"borderWidth",o),i}function Od(s,t){let e=s.series[t].points;return e._fill||e._stroke}function Nd(s,t){let e=s.series[t].points;return e._stroke||e._fill}function Hd(s,t){return s.series[t].points.size}var zr=[0,0];function Bd(s,t,e){return zr[0]=t,zr[1]=e,zr}function wn(s,t,e,i=!0){return n=>{n.button==0&&(!i||n.target==t)&&e(n)}}function Rr(s,t,e,i=!0){return n=>{(!i||n.target==t)&&e(n)}}var Fd={show:!0,x:!0,y:!0,lock:!1,move:Bd,points:{one:!1,show:Id,size:Hd,width:0,stroke:Nd,fill:Od},bind:{mousedown:wn,mouseup:wn,click:wn,dblclick:wn,mousemove:Rr,mouseleave:Rr,mouseenter:Rr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(s,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(s,t,e,i,n)=>i-n,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},$a={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Xr=Pe({},$a,{filter:ha}),ka=Pe({},Xr,{size:10}),Ta=Pe({},$a,{show:!1}),eo='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ea="bold "+eo,Ca=1.5,ql={show:!0,scale:"x",stroke:Wr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ea,side:2,grid:Xr,ticks:ka,border:Ta,font:eo,lineGap:Ca,rotate:0},Vd="Value",Ud="Time",jl={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function Wd(s,t,e,i,n){return t.map(r=>r==null?"":Yr(r))}function qd(s,t,e,i,n,r,o){let h=[],c=di.get(n)||0;e=o?e:fe(Cn(e,n),c);for(let u=e;u<=i;u=fe(u+n,c))h.push(Object.is(u,-0)?0:u);return h}function Hr(s,t,e,i,n,r,o){let h=[],c=s.scales[s.axes[t].scale].log,u=c==10?Xt:la,y=ut(u(e));n=os(c,y),c==10&&(n=Ai[Dt(n,Ai)]);let f=e,g=n*c;c==10&&(g=Ai[Dt(g,Ai)]);do h.push(f),f=f+n,c==10&&!di.has(f)&&(f=fe(f,di.get(n))),f>=g&&(n=f,g=n*c,c==10&&(g=Ai[Dt(g,Ai)]));while(f<=i);return h}function jd(s,t,e,i,n,r,o){let c=s.scales[s.axes[t].scale].asinh,u=i>c?Hr(s,t,et(c,e),i,n):[c],y=i>=0&&e<=0?[0]:[];return(e<-c?Hr(s,t,et(c,-i),-e,n):[c]).reverse().map(g=>-g).concat(y,u)}var Pa=/./,Kd=/[12357]/,Gd=/[125]/,Kl=/1/,Br=(s,t,e,i)=>s.map((n,r)=>t==4&&n==0||r%i==0&&e.test(n.toExponential()[n<0?1:0])?n:null);function Yd(s,t,e,i,n){let r=s.axes[e],o=r.scale,h=s.scales[o],c=s.valToPos,u=r._space,y=c(10,o),f=c(9,o)-y>=u?Pa:c(7,o)-y>=u?Kd:c(5,o)-y>=u?Gd:Kl;if(f==Kl){let g=De(c(1,o)-y);if(g<u)return Br(t.slice().reverse(),h.distr,f,xt(u/g)).reverse()}return Br(t,h.distr,f,1)}function Jd(s,t,e,i,n){let r=s.axes[e],o=r.scale,h=r._space,c=s.valToPos,u=De(c(1,o)-c(2,o));return u<h?Br(t.slice().reverse(),3,Pa,xt(h/u)).reverse():t}function Zd(s,t,e,i){return i==null?qr:t==null?"":Yr(t)}var Gl={show:!0,scale:"y",stroke:Wr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ea,side:3,grid:Xr,ticks:ka,border:Ta,font:eo,lineGap:Ca,rotate:0};function Qd(s,t){let e=3+(s||1)*2;return fe(e*t,3)}function Xd(s,t){let{scale:e,idxs:i}=s.series[0],n=s._data[0],r=s.valToPos(n[i[0]],e,!0),o=s.valToPos(n[i[1]],e,!0),h=De(o-r),c=s.series[t],u=h/(c.points.space*ae);return i[1]-i[0]<=u}var Yl={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Aa=(s,t,e,i,n)=>n,Jl={show:!0,auto:!0,sorted:0,gaps:Aa,alpha:1,facets:[Pe({},Yl,{scale:"x"}),Pe({},Yl,{scale:"y"})]},Zl={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Aa,alpha:1,points:{show:Xd,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function eu(s,t,e,i,n){return e/10}var Ma={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},tu=Pe({},Ma,{time:!1,ori:1}),Ql={};function za(s,t){let e=Ql[s];return e||(e={key:s,plots:[],sub(i){e.plots.push(i)},unsub(i){e.plots=e.plots.filter(n=>n!=i)},pub(i,n,r,o,h,c,u){for(let y=0;y<e.plots.length;y++)e.plots[y]!=n&&e.plots[y].pub(i,n,r,o,h,c,u)}},s!=null&&(Ql[s]=e)),e}var cs=1,Fr=2;function Di(s,t,e){let i=s.mode,n=s.series[t],r=i==2?s._data[t]:s._data,o=s.scales,h=s.bbox,c=r[0],u=i==2?r[1]:r[t],y=i==2?o[n.facets[0].scale]:o[s.series[0].scale],f=i==2?o[n.facets[1].scale]:o[n.scale],g=h.left,b=h.top,w=h.width,C=h.height,L=s.valToPosH,D=s.valToPosV;return y.ori==0?e(n,c,u,y,f,L,D,g,b,w,C,Mn,ds,Rn,Da,Ia):e(n,c,u,y,f,D,L,b,g,C,w,zn,us,so,La,Oa)}function to(s,t){let e=0,i=0,n=oe(s.bands,Jr);for(let r=0;r<n.length;r++){let o=n[r];o.series[0]==t?e=o.dir:o.series[1]==t&&(o.dir==1?i|=1:i|=2)}return[e,i==1?-1:i==2?1:i==3?2:0]}function iu(s,t,e,i,n){let r=s.mode,o=s.series[t],h=r==2?o.facets[1].scale:o.scale,c=s.scales[h];return n==-1?c.min:n==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function ei(s,t,e,i,n,r){return Di(s,t,(o,h,c,u,y,f,g,b,w,C,L)=>{let D=o.pxRound,$=u.dir*(u.ori==0?1:-1),V=u.ori==0?ds:us,k,Z;$==1?(k=e,Z=i):(k=i,Z=e);let R=D(f(h[k],u,C,b)),Q=D(g(c[k],y,L,w)),G=D(f(h[Z],u,C,b)),te=D(g(r==1?y.max:y.min,y,L,w)),K=new Path2D(n);return V(K,G,te),V(K,R,te),V(K,R,Q),K})}function An(s,t,e,i,n,r){let o=null;if(s.length>0){o=new Path2D;let h=t==0?Rn:so,c=e;for(let f=0;f<s.length;f++){let g=s[f];if(g[1]>g[0]){let b=g[0]-c;b>0&&h(o,c,i,b,i+r),c=g[1]}}let u=e+n-c,y=10;u>0&&h(o,c,i-y/2,u,i+r+y)}return o}function su(s,t,e){let i=s[s.length-1];i&&i[0]==t?i[1]=e:s.push([t,e])}function io(s,t,e,i,n,r,o){let h=[],c=s.length;for(let u=n==1?e:i;u>=e&&u<=i;u+=n)if(t[u]===null){let f=u,g=u;if(n==1)for(;++u<=i&&t[u]===null;)g=u;else for(;--u>=e&&t[u]===null;)g=u;let b=r(s[f]),w=g==f?b:r(s[g]),C=f-n;b=o<=0&&C>=0&&C<c?r(s[C]):b;let D=g+n;w=o>=0&&D>=0&&D<c?r(s[D]):w,w>=b&&h.push([b,w])}return h}function Xl(s){return s==0?ca:s==1?Re:t=>Pi(t,s)}function Ra(s){let t=s==0?Mn:zn,e=s==0?(n,r,o,h,c,u)=>{n.arcTo(r,o,h,c,u)}:(n,r,o,h,c,u)=>{n.arcTo(o,r,c,h,u)},i=s==0?(n,r,o,h,c)=>{n.rect(r,o,h,c)}:(n,r,o,h,c)=>{n.rect(o,r,c,h)};return(n,r,o,h,c,u=0,y=0)=>{u==0&&y==0?i(n,r,o,h,c):(u=Lt(u,h/2,c/2),y=Lt(y,h/2,c/2),t(n,r+u,o),e(n,r+h,o,r+h,o+c,u),e(n,r+h,o+c,r,o+c,y),e(n,r,o+c,r,o,y),e(n,r,o,r+h,o,u),n.closePath())}}var Mn=(s,t,e)=>{s.moveTo(t,e)},zn=(s,t,e)=>{s.moveTo(e,t)},ds=(s,t,e)=>{s.lineTo(t,e)},us=(s,t,e)=>{s.lineTo(e,t)},Rn=Ra(0),so=Ra(1),Da=(s,t,e,i,n,r)=>{s.arc(t,e,i,n,r)},La=(s,t,e,i,n,r)=>{s.arc(e,t,i,n,r)},Ia=(s,t,e,i,n,r,o)=>{s.bezierCurveTo(t,e,i,n,r,o)},Oa=(s,t,e,i,n,r,o)=>{s.bezierCurveTo(e,t,n,i,o,r)};function Na(s){return(t,e,i,n,r)=>Di(t,e,(o,h,c,u,y,f,g,b,w,C,L)=>{let{pxRound:D,points:$}=o,V,k;u.ori==0?(V=Mn,k=Da):(V=zn,k=La);let Z=fe($.width*ae,3),R=($.size-$.width)/2*ae,Q=fe(R*2,3),G=new Path2D,te=new Path2D,{left:K,top:T,width:J,height:I}=t.bbox;Rn(te,K-Q,T-Q,J+Q*2,I+Q*2);let q=B=>{if(c[B]!=null){let se=D(f(h[B],u,C,b)),H=D(g(c[B],y,L,w));V(G,se+R,H),k(G,se,H,R,0,xn*2)}};if(r)r.forEach(q);else for(let B=i;B<=n;B++)q(B);return{stroke:Z>0?G:null,fill:G,clip:te,flags:cs|Fr}})}function Ha(s){return(t,e,i,n,r,o)=>{i!=n&&(r!=i&&o!=i&&s(t,e,i),r!=n&&o!=n&&s(t,e,n),s(t,e,o))}}var nu=Ha(ds),ru=Ha(us);function Ba(s){let t=oe(s?.alignGaps,0);return(e,i,n,r)=>Di(e,i,(o,h,c,u,y,f,g,b,w,C,L)=>{[n,r]=Tn(c,n,r);let D=o.pxRound,$=I=>D(f(I,u,C,b)),V=I=>D(g(I,y,L,w)),k,Z;u.ori==0?(k=ds,Z=nu):(k=us,Z=ru);let R=u.dir*(u.ori==0?1:-1),Q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:cs},G=Q.stroke,te=!1;if(r-n>=C*4){let I=O=>e.posToVal(O,u.key,!0),q=null,B=null,se,H,tt,be=$(h[R==1?n:r]),ne=$(h[n]),de=$(h[r]),X=I(R==1?ne+1:de-1);for(let O=R==1?n:r;O>=n&&O<=r;O+=R){let Ae=h[O],we=(R==1?Ae<X:Ae>X)?be:$(Ae),ce=c[O];we==be?ce!=null?(H=ce,q==null?(k(G,we,V(H)),se=q=B=H):H<q?q=H:H>B&&(B=H)):ce===null&&(te=!0):(q!=null&&Z(G,be,V(q),V(B),V(se),V(H)),ce!=null?(H=ce,k(G,we,V(H)),q=B=se=H):(q=B=null,ce===null&&(te=!0)),be=we,X=I(be+R))}q!=null&&q!=B&&tt!=be&&Z(G,be,V(q),V(B),V(se),V(H))}else for(let I=R==1?n:r;I>=n&&I<=r;I+=R){let q=c[I];q===null?te=!0:q!=null&&k(G,$(h[I]),V(q))}let[T,J]=to(e,i);if(o.fill!=null||T!=0){let I=Q.fill=new Path2D(G),q=o.fillTo(e,i,o.min,o.max,T),B=V(q),se=$(h[n]),H=$(h[r]);R==-1&&([H,se]=[se,H]),k(I,H,B),k(I,se,B)}if(!o.spanGaps){let I=[];te&&I.push(...io(h,c,n,r,R,$,t)),Q.gaps=I=o.gaps(e,i,n,r,I),Q.clip=An(I,u.ori,b,w,C,L)}return J!=0&&(Q.band=J==2?[ei(e,i,n,r,G,-1),ei(e,i,n,r,G,1)]:ei(e,i,n,r,G,J)),Q})}function ou(s){let t=oe(s.align,1),e=oe(s.ascDesc,!1),i=oe(s.alignGaps,0),n=oe(s.extend,!1);return(r,o,h,c)=>Di(r,o,(u,y,f,g,b,w,C,L,D,$,V)=>{[h,c]=Tn(f,h,c);let k=u.pxRound,{left:Z,width:R}=r.bbox,Q=ne=>k(w(ne,g,$,L)),G=ne=>k(C(ne,b,V,D)),te=g.ori==0?ds:us,K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:cs},T=K.stroke,J=g.dir*(g.ori==0?1:-1),I=G(f[J==1?h:c]),q=Q(y[J==1?h:c]),B=q,se=q;n&&t==-1&&(se=Z,te(T,se,I)),te(T,q,I);for(let ne=J==1?h:c;ne>=h&&ne<=c;ne+=J){let de=f[ne];if(de==null)continue;let X=Q(y[ne]),O=G(de);t==1?te(T,X,I):te(T,B,O),te(T,X,O),I=O,B=X}let H=B;n&&t==1&&(H=Z+R,te(T,H,I));let[tt,be]=to(r,o);if(u.fill!=null||tt!=0){let ne=K.fill=new Path2D(T),de=u.fillTo(r,o,u.min,u.max,tt),X=G(de);te(ne,H,X),te(ne,se,X)}if(!u.spanGaps){let ne=[];ne.push(...io(y,f,h,c,J,Q,i));let de=u.width*ae/2,X=e||t==1?de:-de,O=e||t==-1?-de:de;ne.forEach(Ae=>{Ae[0]+=X,Ae[1]+=O}),K.gaps=ne=u.gaps(r,o,h,c,ne),K.clip=An(ne,g.ori,L,D,$,V)}return be!=0&&(K.band=be==2?[ei(r,o,h,c,T,-1),ei(r,o,h,c,T,1)]:ei(r,o,h,c,T,be)),K})}function ea(s,t,e,i,n,r,o=pe){if(s.length>1){let h=null;for(let c=0,u=1/0;c<s.length;c++)if(t[c]!==void 0){if(h!=null){let y=De(s[c]-s[h]);y<u&&(u=y,o=De(e(s[c],i,n,r)-e(s[h],i,n,r)))}h=c}}return o}function lu(s){s=s||Bs;let t=oe(s.size,[.6,pe,1]),e=s.align||0,i=s.gap||0,n=s.radius;n=n==null?[0,0]:typeof n=="number"?[n,0]:n;let r=ie(n),o=1-t[0],h=oe(t[1],pe),c=oe(t[2],1),u=oe(s.disp,Bs),y=oe(s.each,b=>{}),{fill:f,stroke:g}=u;return(b,w,C,L)=>Di(b,w,(D,$,V,k,Z,R,Q,G,te,K,T)=>{let J=D.pxRound,I=e,q=i*ae,B=h*ae,se=c*ae,H,tt;k.ori==0?[H,tt]=r(b,w):[tt,H]=r(b,w);let be=k.dir*(k.ori==0?1:-1),ne=k.ori==0?Rn:so,de=k.ori==0?y:(M,me,Me,Hi,gi,Ht,_i)=>{y(M,me,Me,gi,Hi,_i,Ht)},X=oe(b.bands,Jr).find(M=>M.series[0]==w),O=X!=null?X.dir:0,Ae=D.fillTo(b,w,D.min,D.max,O),Ye=J(Q(Ae,Z,T,te)),we,ce,Et,ot=K,ke=J(D.width*ae),Nt=!1,Gt=null,ft=null,si=null,Ii=null;f!=null&&(ke==0||g!=null)&&(Nt=!0,Gt=f.values(b,w,C,L),ft=new Map,new Set(Gt).forEach(M=>{M!=null&&ft.set(M,new Path2D)}),ke>0&&(si=g.values(b,w,C,L),Ii=new Map,new Set(si).forEach(M=>{M!=null&&Ii.set(M,new Path2D)})));let{x0:Oi,size:bs}=u;if(Oi!=null&&bs!=null){I=1,$=Oi.values(b,w,C,L),Oi.unit==2&&($=$.map(Me=>b.posToVal(G+Me*K,k.key,!0)));let M=bs.values(b,w,C,L);bs.unit==2?ce=M[0]*K:ce=R(M[0],k,K,G)-R(0,k,K,G),ot=ea($,V,R,k,K,G,ot),Et=ot-ce+q}else ot=ea($,V,R,k,K,G,ot),Et=ot*o+q,ce=ot-Et;Et<1&&(Et=0),ke>=ce/2&&(ke=0),Et<5&&(J=ca);let Zs=Et>0,fi=ot-Et-(Zs?ke:0);ce=J(Nr(fi,se,B)),we=(I==0?ce/2:I==be?0:ce)-I*be*((I==0?q/2:0)+(Zs?ke/2:0));let Je={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Ni=Nt?null:new Path2D,Yt=null;if(X!=null)Yt=b.data[X.series[1]];else{let{y0:M,y1:me}=u;M!=null&&me!=null&&(V=me.values(b,w,C,L),Yt=M.values(b,w,C,L))}let mi=H*ce,Y=tt*ce;for(let M=be==1?C:L;M>=C&&M<=L;M+=be){let me=V[M];if(me==null)continue;if(Yt!=null){let it=Yt[M]??0;if(me-it==0)continue;Ye=Q(it,Z,T,te)}let Me=k.distr!=2||u!=null?$[M]:M,Hi=R(Me,k,K,G),gi=Q(oe(me,Ae),Z,T,te),Ht=J(Hi-we),_i=J(et(gi,Ye)),lt=J(Lt(gi,Ye)),mt=_i-lt;if(me!=null){let it=me<0?Y:mi,Ct=me<0?mi:Y;Nt?(ke>0&&si[M]!=null&&ne(Ii.get(si[M]),Ht,lt+ut(ke/2),ce,et(0,mt-ke),it,Ct),Gt[M]!=null&&ne(ft.get(Gt[M]),Ht,lt+ut(ke/2),ce,et(0,mt-ke),it,Ct)):ne(Ni,Ht,lt+ut(ke/2),ce,et(0,mt-ke),it,Ct),de(b,w,M,Ht-ke/2,lt,ce+ke,mt)}}return ke>0?Je.stroke=Nt?Ii:Ni:Nt||(Je._fill=D.width==0?D._fill:D._stroke??D._fill,Je.width=0),Je.fill=Nt?ft:Ni,Je})}function au(s,t){let e=oe(t?.alignGaps,0);return(i,n,r,o)=>Di(i,n,(h,c,u,y,f,g,b,w,C,L,D)=>{[r,o]=Tn(u,r,o);let $=h.pxRound,V=H=>$(g(H,y,L,w)),k=H=>$(b(H,f,D,C)),Z,R,Q;y.ori==0?(Z=Mn,Q=ds,R=Ia):(Z=zn,Q=us,R=Oa);let G=y.dir*(y.ori==0?1:-1),te=V(c[G==1?r:o]),K=te,T=[],J=[];for(let H=G==1?r:o;H>=r&&H<=o;H+=G)if(u[H]!=null){let be=c[H],ne=V(be);T.push(K=ne),J.push(k(u[H]))}let I={stroke:s(T,J,Z,Q,R,$),fill:null,clip:null,band:null,gaps:null,flags:cs},q=I.stroke,[B,se]=to(i,n);if(h.fill!=null||B!=0){let H=I.fill=new Path2D(q),tt=h.fillTo(i,n,h.min,h.max,B),be=k(tt);Q(H,K,be),Q(H,te,be)}if(!h.spanGaps){let H=[];H.push(...io(c,u,r,o,G,V,e)),I.gaps=H=h.gaps(i,n,r,o,H),I.clip=An(H,y.ori,w,C,L,D)}return se!=0&&(I.band=se==2?[ei(i,n,r,o,q,-1),ei(i,n,r,o,q,1)]:ei(i,n,r,o,q,se)),I})}function cu(s){return au(hu,s)}function hu(s,t,e,i,n,r){let o=s.length;if(o<2)return null;let h=new Path2D;if(e(h,s[0],t[0]),o==2)i(h,s[1],t[1]);else{let c=Array(o),u=Array(o-1),y=Array(o-1),f=Array(o-1);for(let g=0;g<o-1;g++)y[g]=t[g+1]-t[g],f[g]=s[g+1]-s[g],u[g]=y[g]/f[g];c[0]=u[0];for(let g=1;g<o-1;g++)u[g]===0||u[g-1]===0||u[g-1]>0!=u[g]>0?c[g]=0:(c[g]=3*(f[g-1]+f[g])/((2*f[g]+f[g-1])/u[g-1]+(f[g]+2*f[g-1])/u[g]),isFinite(c[g])||(c[g]=0));c[o-1]=u[o-2];for(let g=0;g<o-1;g++)n(h,s[g]+f[g]/3,t[g]+c[g]*f[g]/3,s[g+1]-f[g]/3,t[g+1]-c[g+1]*f[g]/3,s[g+1],t[g+1])}return h}var Vr=new Set;function ta(){for(let s of Vr)s.syncRect(!0)}hs&&(zi(Wh,rs,ta),zi(qh,rs,ta,!0),zi(Sn,rs,()=>{Ue.pxRatio=ae}));var du=Ba(),uu=Na();function ia(s,t,e,i){return(i?[s[0],s[1]].concat(s.slice(2)):[s[0]].concat(s.slice(1))).map((r,o)=>Ur(r,o,t,e))}function pu(s,t){return s.map((e,i)=>i==0?{}:Pe({},t,e))}function Ur(s,t,e,i){return Pe({},t==0?e:i,s)}function Fa(s,t,e){return t==null?ls:[t,e]}var fu=Fa;function mu(s,t,e){return t==null?ls:$n(t,e,Gr,!0)}function Va(s,t,e,i){return t==null?ls:En(t,e,s.scales[i].log,!1)}var gu=Va;function Ua(s,t,e,i){return t==null?ls:Kr(t,e,s.scales[i].log,!1)}var _u=Ua;function yu(s,t,e,i,n){let r=et(Dl(s),Dl(t)),o=t-s,h=Dt(n/i*o,e);do{let c=e[h],u=i*c/o;if(u>=n&&r+(c<5?di.get(c):0)<=17)return[c,u]}while(++h<e.length);return[0,0]}function sa(s){let t,e;return s=s.replace(/(\d+)px/,(i,n)=>(t=Re((e=+n)*ae))+"px"),[s,t,e]}function vu(s){s.show&&[s.font,s.labelFont].forEach(t=>{let e=fe(t[2]*ae,1);t[0]=t[0].replace(/[0-9.]+px/,e+"px"),t[1]=e})}function Ue(s,t,e){let i={mode:oe(s.mode,1)},n=i.mode;function r(l,a,d,p){let m=a.valToPct(l);return p+d*(a.dir==-1?1-m:m)}function o(l,a,d,p){let m=a.valToPct(l);return p+d*(a.dir==-1?m:1-m)}function h(l,a,d,p){return a.ori==0?r(l,a,d,p):o(l,a,d,p)}i.valToPosH=r,i.valToPosV=o;let c=!1;i.status=0;let u=i.root=wt(Th);if(s.id!=null&&(u.id=s.id),dt(u,s.class),s.title){let l=wt(Ph,u);l.textContent=s.title}let y=Rt("canvas"),f=i.ctx=y.getContext("2d"),g=wt(Ah,u);zi("click",g,l=>{l.target===w&&(ge!=Ji||xe!=Zi)&&Ve.click(i,l)},!0);let b=i.under=wt(Mh,g);g.appendChild(y);let w=i.over=wt(zh,g);s=as(s);let C=+oe(s.pxAlign,1),L=Xl(C);(s.plugins||[]).forEach(l=>{l.opts&&(s=l.opts(i,s)||s)});let D=s.ms||.001,$=i.series=n==1?ia(s.series||[],jl,Zl,!1):pu(s.series||[null],Jl),V=i.axes=ia(s.axes||[],ql,Gl,!0),k=i.scales={},Z=i.bands=s.bands||[];Z.forEach(l=>{l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1)});let R=n==2?$[1].facets[0].scale:$[0].scale,Q={axes:Yc,series:Wc},G=(s.drawOrder||["axes","series"]).map(l=>Q[l]);function te(l){let a=l.distr==3?d=>Xt(d>0?d:l.clamp(i,d,l.min,l.max,l.key)):l.distr==4?d=>Ar(d,l.asinh):l.distr==100?d=>l.fwd(d):d=>d;return d=>{let p=a(d),{_min:m,_max:_}=l,v=_-m;return(p-m)/v}}function K(l){let a=k[l];if(a==null){let d=(s.scales||Bs)[l]||Bs;if(d.from!=null){K(d.from);let p=Pe({},k[d.from],d,{key:l});p.valToPct=te(p),k[l]=p}else{a=k[l]=Pe({},l==R?Ma:tu,d),a.key=l;let p=a.time,m=a.range,_=hi(m);if((l!=R||n==2&&!p)&&(_&&(m[0]==null||m[1]==null)&&(m={min:m[0]==null?Ml:{mode:1,hard:m[0],soft:m[0]},max:m[1]==null?Ml:{mode:1,hard:m[1],soft:m[1]}},_=!1),!_&&Pn(m))){let v=m;m=(x,S,P)=>S==null?ls:$n(S,P,v)}a.range=ie(m||(p?fu:l==R?a.distr==3?gu:a.distr==4?_u:Fa:a.distr==3?Va:a.distr==4?Ua:mu)),a.auto=ie(_?!1:a.auto),a.clamp=ie(a.clamp||eu),a._min=a._max=null,a.valToPct=te(a)}}}K("x"),K("y"),n==1&&$.forEach(l=>{K(l.scale)}),V.forEach(l=>{K(l.scale)});for(let l in s.scales)K(l);let T=k[R],J=T.distr,I,q;T.ori==0?(dt(u,Eh),I=r,q=o):(dt(u,Ch),I=o,q=r);let B={};for(let l in k){let a=k[l];(a.min!=null||a.max!=null)&&(B[l]={min:a.min,max:a.max},a.min=a.max=null)}let se=s.tzDate||(l=>new Date(Re(l/D))),H=s.fmtDate||Zr,tt=D==1?Ed(se):Ad(se),be=Vl(se,Fl(D==1?Td:Pd,H)),ne=Wl(se,Ul(zd,H)),de=[],X=i.legend=Pe({},Ld,s.legend),O=i.cursor=Pe({},Fd,{drag:{y:n==2}},s.cursor),Ae=X.show,Ye=O.show,we=X.markers;X.idxs=de,we.width=ie(we.width),we.dash=ie(we.dash),we.stroke=ie(we.stroke),we.fill=ie(we.fill);let ce,Et,ot,ke=[],Nt=[],Gt,ft=!1,si={};if(X.live){let l=$[1]?$[1].values:null;ft=l!=null,Gt=ft?l(i,1,0):{_:0};for(let a in Gt)si[a]=qr}if(Ae)if(ce=Rt("table",Nh,u),ot=Rt("tbody",null,ce),X.mount(i,ce),ft){Et=Rt("thead",null,ce,ot);let l=Rt("tr",null,Et);Rt("th",null,l);for(var Ii in Gt)Rt("th",yl,l).textContent=Ii}else dt(ce,Bh),X.live&&dt(ce,Hh);let Oi={show:!0},bs={show:!1};function Zs(l,a){if(a==0&&(ft||!X.live||n==2))return ls;let d=[],p=Rt("tr",Fh,ot,ot.childNodes[a]);dt(p,l.class),l.show||dt(p,Mi);let m=Rt("th",null,p);if(we.show){let x=wt(Vh,m);if(a>0){let S=we.width(i,a);S&&(x.style.border=S+"px "+we.dash(i,a)+" "+we.stroke(i,a)),x.style.background=we.fill(i,a)}}let _=wt(yl,m);l.label instanceof HTMLElement?_.appendChild(l.label):_.textContent=l.label,a>0&&(we.show||(_.style.color=l.width>0?we.stroke(i,a):we.fill(i,a)),Je("click",m,x=>{if(O._lock)return;vi(x);let S=$.indexOf(l);if((x.ctrlKey||x.metaKey)!=X.isolate){let P=$.some((A,z)=>z>0&&z!=S&&A.show);$.forEach((A,z)=>{z>0&&Ft(z,P?z==S?Oi:bs:Oi,!0,Ce.setSeries)})}else Ft(S,{show:!l.show},!0,Ce.setSeries)},!1),Fi&&Je(xl,m,x=>{O._lock||(vi(x),Ft($.indexOf(l),Xi,!0,Ce.setSeries))},!1));for(var v in Gt){let x=Rt("td",Uh,p);x.textContent="--",d.push(x)}return[p,d]}let fi=new Map;function Je(l,a,d,p=!0){let m=fi.get(a)||{},_=O.bind[l](i,a,d,p);_&&(zi(l,a,m[l]=_),fi.set(a,m))}function Ni(l,a,d){let p=fi.get(a)||{};for(let m in p)(l==null||m==l)&&(Or(m,a,p[m]),delete p[m]);l==null&&fi.delete(a)}let Yt=0,mi=0,Y=0,M=0,me=0,Me=0,Hi=me,gi=Me,Ht=Y,_i=M,lt=0,mt=0,it=0,Ct=0;i.bbox={};let Gn=!1,Qs=!1,Bi=!1,yi=!1,Xs=!1,gt=!1;function Yn(l,a,d){(d||l!=i.width||a!=i.height)&&xo(l,a),ji(!1),Bi=!0,Qs=!0,Ki()}function xo(l,a){i.width=Yt=Y=l,i.height=mi=M=a,me=Me=0,Oc(),Nc();let d=i.bbox;lt=d.left=Pi(me*ae,.5),mt=d.top=Pi(Me*ae,.5),it=d.width=Pi(Y*ae,.5),Ct=d.height=Pi(M*ae,.5)}let Dc=3;function Lc(){let l=!1,a=0;for(;!l;){a++;let d=Kc(a),p=Gc(a);l=a==Dc||d&&p,l||(xo(i.width,i.height),Qs=!0)}}function Ic({width:l,height:a}){Yn(l,a)}i.setSize=Ic;function Oc(){let l=!1,a=!1,d=!1,p=!1;V.forEach((m,_)=>{if(m.show&&m._show){let{side:v,_size:x}=m,S=v%2,P=m.label!=null?m.labelSize:0,A=x+P;A>0&&(S?(Y-=A,v==3?(me+=A,p=!0):d=!0):(M-=A,v==0?(Me+=A,l=!0):a=!0))}}),bi[0]=l,bi[1]=d,bi[2]=a,bi[3]=p,Y-=ni[1]+ni[3],me+=ni[3],M-=ni[2]+ni[0],Me+=ni[0]}function Nc(){let l=me+Y,a=Me+M,d=me,p=Me;function m(_,v){switch(_){case 1:return l+=v,l-v;case 2:return a+=v,a-v;case 3:return d-=v,d+v;case 0:return p-=v,p+v}}V.forEach((_,v)=>{if(_.show&&_._show){let x=_.side;_._pos=m(x,_._size),_.label!=null&&(_._lpos=m(x,_.labelSize))}})}if(O.dataIdx==null){let l=O.hover,a=l.skip=new Set(l.skip??[]);a.add(void 0);let d=l.prox=ie(l.prox),p=l.bias??=0;O.dataIdx=(m,_,v,x)=>{if(_==0)return v;let S=v,P=d(m,_,v,x)??pe,A=P>=0&&P<pe,z=T.ori==0?Y:M,j=O.left,le=t[0],re=t[_];if(a.has(re[v])){S=null;let ee=null,W=null,N;if(p==0||p==-1)for(N=v;ee==null&&N-- >0;)a.has(re[N])||(ee=N);if(p==0||p==1)for(N=v;W==null&&N++<re.length;)a.has(re[N])||(W=N);if(ee!=null||W!=null)if(A){let ye=ee==null?-1/0:I(le[ee],T,z,0),Te=W==null?1/0:I(le[W],T,z,0),Be=j-ye,ue=Te-j;Be<=ue?Be<=P&&(S=ee):ue<=P&&(S=W)}else S=W==null?ee:ee==null?W:v-ee<=W-v?ee:W}else A&&De(j-I(le[v],T,z,0))>P&&(S=null);return S}}let vi=l=>{O.event=l};O.idxs=de,O._lock=!1;let qe=O.points;qe.show=ie(qe.show),qe.size=ie(qe.size),qe.stroke=ie(qe.stroke),qe.width=ie(qe.width),qe.fill=ie(qe.fill);let Bt=i.focus=Pe({},s.focus||{alpha:.3},O.focus),Fi=Bt.prox>=0,Vi=Fi&&qe.one,_t=[],Ui=[],Wi=[];function So(l,a){let d=qe.show(i,a);if(d instanceof HTMLElement)return dt(d,Oh),dt(d,l.class),qt(d,-10,-10,Y,M),w.insertBefore(d,_t[a]),d}function $o(l,a){if(n==1||a>0){let d=n==1&&k[l.scale].time,p=l.value;l.value=d?Ol(p)?Wl(se,Ul(p,H)):p||ne:p||Zd,l.label=l.label||(d?Ud:Vd)}if(Vi||a>0){l.width=l.width==null?1:l.width,l.paths=l.paths||du||td,l.fillTo=ie(l.fillTo||iu),l.pxAlign=+oe(l.pxAlign,C),l.pxRound=Xl(l.pxAlign),l.stroke=ie(l.stroke||null),l.fill=ie(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let d=Qd(et(1,l.width),1),p=l.points=Pe({},{size:d,width:et(1,d*.2),stroke:l.stroke,space:d*2,paths:uu,_stroke:null,_fill:null},l.points);p.show=ie(p.show),p.filter=ie(p.filter),p.fill=ie(p.fill),p.stroke=ie(p.stroke),p.paths=ie(p.paths),p.pxAlign=l.pxAlign}if(Ae){let d=Zs(l,a);ke.splice(a,0,d[0]),Nt.splice(a,0,d[1]),X.values.push(null)}if(Ye){de.splice(a,0,null);let d=null;Vi?a==0&&(d=So(l,a)):a>0&&(d=So(l,a)),_t.splice(a,0,d),Ui.splice(a,0,0),Wi.splice(a,0,0)}He("addSeries",a)}function Hc(l,a){a=a??$.length,l=n==1?Ur(l,a,jl,Zl):Ur(l,a,{},Jl),$.splice(a,0,l),$o($[a],a)}i.addSeries=Hc;function Bc(l){if($.splice(l,1),Ae){X.values.splice(l,1),Nt.splice(l,1);let a=ke.splice(l,1)[0];Ni(null,a.firstChild),a.remove()}Ye&&(de.splice(l,1),_t.splice(l,1)[0].remove(),Ui.splice(l,1),Wi.splice(l,1)),He("delSeries",l)}i.delSeries=Bc;let bi=[!1,!1,!1,!1];function Fc(l,a){if(l._show=l.show,l.show){let d=l.side%2,p=k[l.scale];p==null&&(l.scale=d?$[1].scale:R,p=k[l.scale]);let m=p.time;l.size=ie(l.size),l.space=ie(l.space),l.rotate=ie(l.rotate),hi(l.incrs)&&l.incrs.forEach(v=>{!di.has(v)&&di.set(v,ua(v))}),l.incrs=ie(l.incrs||(p.distr==2?Sd:m?D==1?kd:Cd:Ai)),l.splits=ie(l.splits||(m&&p.distr==1?tt:p.distr==3?Hr:p.distr==4?jd:qd)),l.stroke=ie(l.stroke),l.grid.stroke=ie(l.grid.stroke),l.ticks.stroke=ie(l.ticks.stroke),l.border.stroke=ie(l.border.stroke);let _=l.values;l.values=hi(_)&&!hi(_[0])?ie(_):m?hi(_)?Vl(se,Fl(_,H)):Ol(_)?Md(se,_):_||be:_||Wd,l.filter=ie(l.filter||(p.distr>=3&&p.log==10?Yd:p.distr==3&&p.log==2?Jd:ha)),l.font=sa(l.font),l.labelFont=sa(l.labelFont),l._size=l.size(i,null,a,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(bi[a]=!0,l._el=wt(Rh,g))}}function ws(l,a,d,p){let[m,_,v,x]=d,S=a%2,P=0;return S==0&&(x||_)&&(P=a==0&&!m||a==2&&!v?Re(ql.size/3):0),S==1&&(m||v)&&(P=a==1&&!_||a==3&&!x?Re(Gl.size/2):0),P}let ko=i.padding=(s.padding||[ws,ws,ws,ws]).map(l=>ie(oe(l,ws))),ni=i._padding=ko.map((l,a)=>l(i,a,bi,0)),Fe,Le=null,Ie=null,en=n==1?$[0].idxs:null,Pt=null,xs=!1;function To(l,a){if(t=l??[],i.data=i._data=t,n==2){Fe=0;for(let d=1;d<$.length;d++)Fe+=t[d][0].length}else{t.length==0&&(i.data=i._data=t=[[]]),Pt=t[0],Fe=Pt.length;let d=t;if(J==2){d=t.slice();let p=d[0]=Array(Fe);for(let m=0;m<Fe;m++)p[m]=m}i._data=t=d}if(ji(!0),He("setData"),J==2&&(Bi=!0),a!==!1){let d=T;d.auto(i,xs)?Jn():oi(R,d.min,d.max),yi=yi||O.left>=0,gt=!0,Ki()}}i.setData=To;function Jn(){xs=!0;let l,a;n==1&&(Fe>0?(Le=en[0]=0,Ie=en[1]=Fe-1,l=t[0][Le],a=t[0][Ie],J==2?(l=Le,a=Ie):l==a&&(J==3?[l,a]=En(l,l,T.log,!1):J==4?[l,a]=Kr(l,l,T.log,!1):T.time?a=l+Re(86400/D):[l,a]=$n(l,a,Gr,!0))):(Le=en[0]=l=null,Ie=en[1]=a=null)),oi(R,l,a)}let tn,qi,Zn,Qn,Xn,er,tr,ir,sr,st;function Eo(l,a,d,p,m,_){l??=bl,d??=Jr,p??="butt",m??=bl,_??="round",l!=tn&&(f.strokeStyle=tn=l),m!=qi&&(f.fillStyle=qi=m),a!=Zn&&(f.lineWidth=Zn=a),_!=Xn&&(f.lineJoin=Xn=_),p!=er&&(f.lineCap=er=p),d!=Qn&&f.setLineDash(Qn=d)}function Co(l,a,d,p){a!=qi&&(f.fillStyle=qi=a),l!=tr&&(f.font=tr=l),d!=ir&&(f.textAlign=ir=d),p!=sr&&(f.textBaseline=sr=p)}function nr(l,a,d,p,m=0){if(p.length>0&&l.auto(i,xs)&&(a==null||a.min==null)){let _=oe(Le,0),v=oe(Ie,p.length-1),x=d.min==null?Yh(p,_,v,m,l.distr==3):[d.min,d.max];l.min=Lt(l.min,d.min=x[0]),l.max=et(l.max,d.max=x[1])}}let Po={min:null,max:null};function Vc(){for(let p in k){let m=k[p];B[p]==null&&(m.min==null||B[R]!=null&&m.auto(i,xs))&&(B[p]=Po)}for(let p in k){let m=k[p];B[p]==null&&m.from!=null&&B[m.from]!=null&&(B[p]=Po)}B[R]!=null&&ji(!0);let l={};for(let p in B){let m=B[p];if(m!=null){let _=l[p]=as(k[p],nd);if(m.min!=null)Pe(_,m);else if(p!=R||n==2)if(Fe==0&&_.from==null){let v=_.range(i,null,null,p);_.min=v[0],_.max=v[1]}else _.min=pe,_.max=-pe}}if(Fe>0){$.forEach((p,m)=>{if(n==1){let _=p.scale,v=B[_];if(v==null)return;let x=l[_];if(m==0){let S=x.range(i,x.min,x.max,_);x.min=S[0],x.max=S[1],Le=Dt(x.min,t[0]),Ie=Dt(x.max,t[0]),Ie-Le>1&&(t[0][Le]<x.min&&Le++,t[0][Ie]>x.max&&Ie--),p.min=Pt[Le],p.max=Pt[Ie]}else p.show&&p.auto&&nr(x,v,p,t[m],p.sorted);p.idxs[0]=Le,p.idxs[1]=Ie}else if(m>0&&p.show&&p.auto){let[_,v]=p.facets,x=_.scale,S=v.scale,[P,A]=t[m],z=l[x],j=l[S];z!=null&&nr(z,B[x],_,P,_.sorted),j!=null&&nr(j,B[S],v,A,v.sorted),p.min=v.min,p.max=v.max}});for(let p in l){let m=l[p],_=B[p];if(m.from==null&&(_==null||_.min==null)){let v=m.range(i,m.min==pe?null:m.min,m.max==-pe?null:m.max,p);m.min=v[0],m.max=v[1]}}}for(let p in l){let m=l[p];if(m.from!=null){let _=l[m.from];if(_.min==null)m.min=m.max=null;else{let v=m.range(i,_.min,_.max,p);m.min=v[0],m.max=v[1]}}}let a={},d=!1;for(let p in l){let m=l[p],_=k[p];if(_.min!=m.min||_.max!=m.max){_.min=m.min,_.max=m.max;let v=_.distr;_._min=v==3?Xt(_.min):v==4?Ar(_.min,_.asinh):v==100?_.fwd(_.min):_.min,_._max=v==3?Xt(_.max):v==4?Ar(_.max,_.asinh):v==100?_.fwd(_.max):_.max,a[p]=d=!0}}if(d){$.forEach((p,m)=>{n==2?m>0&&a.y&&(p._paths=null):a[p.scale]&&(p._paths=null)});for(let p in a)Bi=!0,He("setScale",p);Ye&&O.left>=0&&(yi=gt=!0)}for(let p in B)B[p]=null}function Uc(l){let a=Nr(Le-1,0,Fe-1),d=Nr(Ie+1,0,Fe-1);for(;l[a]==null&&a>0;)a--;for(;l[d]==null&&d<Fe-1;)d++;return[a,d]}function Wc(){if(Fe>0){let l=$.some(a=>a._focus)&&st!=Bt.alpha;l&&(f.globalAlpha=st=Bt.alpha),$.forEach((a,d)=>{if(d>0&&a.show&&(Ao(d,!1),Ao(d,!0),a._paths==null)){let p=st;st!=a.alpha&&(f.globalAlpha=st=a.alpha);let m=n==2?[0,t[d][0].length-1]:Uc(t[d]);a._paths=a.paths(i,d,m[0],m[1]),st!=p&&(f.globalAlpha=st=p)}}),$.forEach((a,d)=>{if(d>0&&a.show){let p=st;st!=a.alpha&&(f.globalAlpha=st=a.alpha),a._paths!=null&&Mo(d,!1);{let m=a._paths!=null?a._paths.gaps:null,_=a.points.show(i,d,Le,Ie,m),v=a.points.filter(i,d,_,m);(_||v)&&(a.points._paths=a.points.paths(i,d,Le,Ie,v),Mo(d,!0))}st!=p&&(f.globalAlpha=st=p),He("drawSeries",d)}}),l&&(f.globalAlpha=st=1)}}function Ao(l,a){let d=a?$[l].points:$[l];d._stroke=d.stroke(i,l),d._fill=d.fill(i,l)}function Mo(l,a){let d=a?$[l].points:$[l],{stroke:p,fill:m,clip:_,flags:v,_stroke:x=d._stroke,_fill:S=d._fill,_width:P=d.width}=d._paths;P=fe(P*ae,3);let A=null,z=P%2/2;a&&S==null&&(S=P>0?"#fff":x);let j=d.pxAlign==1&&z>0;if(j&&f.translate(z,z),!a){let le=lt-P/2,re=mt-P/2,ee=it+P,W=Ct+P;A=new Path2D,A.rect(le,re,ee,W)}a?rr(x,P,d.dash,d.cap,S,p,m,v,_):qc(l,x,P,d.dash,d.cap,S,p,m,v,A,_),j&&f.translate(-z,-z)}function qc(l,a,d,p,m,_,v,x,S,P,A){let z=!1;S!=0&&Z.forEach((j,le)=>{if(j.series[0]==l){let re=$[j.series[1]],ee=t[j.series[1]],W=(re._paths||Bs).band;hi(W)&&(W=j.dir==1?W[0]:W[1]);let N,ye=null;re.show&&W&&Zh(ee,Le,Ie)?(ye=j.fill(i,le)||_,N=re._paths.clip):W=null,rr(a,d,p,m,ye,v,x,S,P,A,N,W),z=!0}}),z||rr(a,d,p,m,_,v,x,S,P,A)}let zo=cs|Fr;function rr(l,a,d,p,m,_,v,x,S,P,A,z){Eo(l,a,d,p,m),(S||P||z)&&(f.save(),S&&f.clip(S),P&&f.clip(P)),z?(x&zo)==zo?(f.clip(z),A&&f.clip(A),nn(m,v),sn(l,_,a)):x&Fr?(nn(m,v),f.clip(z),sn(l,_,a)):x&cs&&(f.save(),f.clip(z),A&&f.clip(A),nn(m,v),f.restore(),sn(l,_,a)):(nn(m,v),sn(l,_,a)),(S||P||z)&&f.restore()}function sn(l,a,d){d>0&&(a instanceof Map?a.forEach((p,m)=>{f.strokeStyle=tn=m,f.stroke(p)}):a!=null&&l&&f.stroke(a))}function nn(l,a){a instanceof Map?a.forEach((d,p)=>{f.fillStyle=qi=p,f.fill(d)}):a!=null&&l&&f.fill(a)}function jc(l,a,d,p){let m=V[l],_;if(p<=0)_=[0,0];else{let v=m._space=m.space(i,l,a,d,p),x=m._incrs=m.incrs(i,l,a,d,p,v);_=yu(a,d,x,p,v)}return m._found=_}function or(l,a,d,p,m,_,v,x,S,P){let A=v%2/2;C==1&&f.translate(A,A),Eo(x,v,S,P,x),f.beginPath();let z,j,le,re,ee=m+(p==0||p==3?-_:_);d==0?(j=m,re=ee):(z=m,le=ee);for(let W=0;W<l.length;W++)a[W]!=null&&(d==0?z=le=l[W]:j=re=l[W],f.moveTo(z,j),f.lineTo(le,re));f.stroke(),C==1&&f.translate(-A,-A)}function Kc(l){let a=!0;return V.forEach((d,p)=>{if(!d.show)return;let m=k[d.scale];if(m.min==null){d._show&&(a=!1,d._show=!1,ji(!1));return}else d._show||(a=!1,d._show=!0,ji(!1));let _=d.side,v=_%2,{min:x,max:S}=m,[P,A]=jc(p,x,S,v==0?Y:M);if(A==0)return;let z=m.distr==2,j=d._splits=d.splits(i,p,x,S,P,A,z),le=m.distr==2?j.map(N=>Pt[N]):j,re=m.distr==2?Pt[j[1]]-Pt[j[0]]:P,ee=d._values=d.values(i,d.filter(i,le,p,A,re),p,A,re);d._rotate=_==2?d.rotate(i,ee,p,A):0;let W=d._size;d._size=xt(d.size(i,ee,p,l)),W!=null&&d._size!=W&&(a=!1)}),a}function Gc(l){let a=!0;return ko.forEach((d,p)=>{let m=d(i,p,bi,l);m!=ni[p]&&(a=!1),ni[p]=m}),a}function Yc(){for(let l=0;l<V.length;l++){let a=V[l];if(!a.show||!a._show)continue;let d=a.side,p=d%2,m,_,v=a.stroke(i,l),x=d==0||d==3?-1:1,[S,P]=a._found;if(a.label!=null){let Qe=a.labelGap*x,ht=Re((a._lpos+Qe)*ae);Co(a.labelFont[0],v,"center",d==2?"top":vl),f.save(),p==1?(m=_=0,f.translate(ht,Re(mt+Ct/2)),f.rotate((d==3?-xn:xn)/2)):(m=Re(lt+it/2),_=ht);let Si=aa(a.label)?a.label(i,l,S,P):a.label;f.fillText(Si,m,_),f.restore()}if(P==0)continue;let A=k[a.scale],z=p==0?it:Ct,j=p==0?lt:mt,le=a._splits,re=A.distr==2?le.map(Qe=>Pt[Qe]):le,ee=A.distr==2?Pt[le[1]]-Pt[le[0]]:S,W=a.ticks,N=a.border,ye=W.show?W.size:0,Te=Re(ye*ae),Be=Re((a.alignTo==2?a._size-ye-a.gap:a.gap)*ae),ue=a._rotate*-xn/180,Ee=L(a._pos*ae),at=(Te+Be)*x,Ze=Ee+at;_=p==0?Ze:0,m=p==1?Ze:0;let yt=a.font[0],At=a.align==1?ss:a.align==2?Er:ue>0?ss:ue<0?Er:p==0?"center":d==3?Er:ss,Ut=ue||p==1?"middle":d==2?"top":vl;Co(yt,v,At,Ut);let ct=a.font[1]*a.lineGap,vt=le.map(Qe=>L(h(Qe,A,z,j))),Mt=a._values;for(let Qe=0;Qe<Mt.length;Qe++){let ht=Mt[Qe];if(ht!=null){p==0?m=vt[Qe]:_=vt[Qe],ht=""+ht;let Si=ht.indexOf(`
`)==-1?[ht]:ht.split(/\n/gm);for(let Xe=0;Xe<Si.length;Xe++){let Zo=Si[Xe];ue?(f.save(),f.translate(m,_+Xe*ct),f.rotate(ue),f.fillText(Zo,0,0),f.restore()):f.fillText(Zo,m,_+Xe*ct)}}}W.show&&or(vt,W.filter(i,re,l,P,ee),p,d,Ee,Te,fe(W.width*ae,3),W.stroke(i,l),W.dash,W.cap);let Wt=a.grid;Wt.show&&or(vt,Wt.filter(i,re,l,P,ee),p,p==0?2:1,p==0?mt:lt,p==0?Ct:it,fe(Wt.width*ae,3),Wt.stroke(i,l),Wt.dash,Wt.cap),N.show&&or([Ee],[1],p==0?1:0,p==0?1:2,p==1?mt:lt,p==1?Ct:it,fe(N.width*ae,3),N.stroke(i,l),N.dash,N.cap)}He("drawAxes")}function ji(l){$.forEach((a,d)=>{d>0&&(a._paths=null,l&&(n==1?(a.min=null,a.max=null):a.facets.forEach(p=>{p.min=null,p.max=null})))})}let rn=!1,lr=!1,Ss=[];function Jc(){lr=!1;for(let l=0;l<Ss.length;l++)He(...Ss[l]);Ss.length=0}function Ki(){rn||(dd(Ro),rn=!0)}function Zc(l,a=!1){rn=!0,lr=a,l(i),Ro(),a&&Ss.length>0&&queueMicrotask(Jc)}i.batch=Zc;function Ro(){if(Gn&&(Vc(),Gn=!1),Bi&&(Lc(),Bi=!1),Qs){if(ve(b,ss,me),ve(b,"top",Me),ve(b,Is,Y),ve(b,Os,M),ve(w,ss,me),ve(w,"top",Me),ve(w,Is,Y),ve(w,Os,M),ve(g,Is,Yt),ve(g,Os,mi),y.width=Re(Yt*ae),y.height=Re(mi*ae),V.forEach(({_el:l,_show:a,_size:d,_pos:p,side:m})=>{if(l!=null)if(a){let _=m===3||m===0?d:0,v=m%2==1;ve(l,v?"left":"top",p-_),ve(l,v?"width":"height",d),ve(l,v?"top":"left",v?Me:me),ve(l,v?"height":"width",v?M:Y),Ir(l,Mi)}else dt(l,Mi)}),tn=qi=Zn=Xn=er=tr=ir=sr=Qn=null,st=1,Ts(!0),me!=Hi||Me!=gi||Y!=Ht||M!=_i){ji(!1);let l=Y/Ht,a=M/_i;if(Ye&&!yi&&O.left>=0){O.left*=l,O.top*=a,Gi&&qt(Gi,Re(O.left),0,Y,M),Yi&&qt(Yi,0,Re(O.top),Y,M);for(let d=0;d<_t.length;d++){let p=_t[d];p!=null&&(Ui[d]*=l,Wi[d]*=a,qt(p,xt(Ui[d]),xt(Wi[d]),Y,M))}}if(_e.show&&!Xs&&_e.left>=0&&_e.width>0){_e.left*=l,_e.width*=l,_e.top*=a,_e.height*=a;for(let d in pr)ve(Qi,d,_e[d])}Hi=me,gi=Me,Ht=Y,_i=M}He("setSize"),Qs=!1}Yt>0&&mi>0&&(f.clearRect(0,0,y.width,y.height),He("drawClear"),G.forEach(l=>l()),He("draw")),_e.show&&Xs&&(on(_e),Xs=!1),Ye&&yi&&(xi(null,!0,!1),yi=!1),X.show&&X.live&&gt&&(dr(),gt=!1),c||(c=!0,i.status=1,He("ready")),xs=!1,rn=!1}i.redraw=(l,a)=>{Bi=a||!1,l!==!1?oi(R,T.min,T.max):Ki()};function ar(l,a){let d=k[l];if(d.from==null){if(Fe==0){let p=d.range(i,a.min,a.max,l);a.min=p[0],a.max=p[1]}if(a.min>a.max){let p=a.min;a.min=a.max,a.max=p}if(Fe>1&&a.min!=null&&a.max!=null&&a.max-a.min<1e-16)return;l==R&&d.distr==2&&Fe>0&&(a.min=Dt(a.min,t[0]),a.max=Dt(a.max,t[0]),a.min==a.max&&a.max++),B[l]=a,Gn=!0,Ki()}}i.setScale=ar;let cr,hr,Gi,Yi,Do,Lo,Ji,Zi,Io,Oo,ge,xe,ri=!1,Ve=O.drag,Oe=Ve.x,Ne=Ve.y;Ye&&(O.x&&(cr=wt(Lh,w)),O.y&&(hr=wt(Ih,w)),T.ori==0?(Gi=cr,Yi=hr):(Gi=hr,Yi=cr),ge=O.left,xe=O.top);let _e=i.select=Pe({show:!0,over:!0,left:0,width:0,top:0,height:0},s.select),Qi=_e.show?wt(Dh,_e.over?w:b):null;function on(l,a){if(_e.show){for(let d in l)_e[d]=l[d],d in pr&&ve(Qi,d,l[d]);a!==!1&&He("setSelect")}}i.setSelect=on;function Qc(l){if($[l].show)Ae&&Ir(ke[l],Mi);else if(Ae&&dt(ke[l],Mi),Ye){let d=Vi?_t[0]:_t[l];d!=null&&qt(d,-10,-10,Y,M)}}function oi(l,a,d){ar(l,{min:a,max:d})}function Ft(l,a,d,p){a.focus!=null&&sh(l),a.show!=null&&$.forEach((m,_)=>{_>0&&(l==_||l==null)&&(m.show=a.show,Qc(_),n==2?(oi(m.facets[0].scale,null,null),oi(m.facets[1].scale,null,null)):oi(m.scale,null,null),Ki())}),d!==!1&&He("setSeries",l,a),p&&Es("setSeries",i,l,a)}i.setSeries=Ft;function Xc(l,a){Pe(Z[l],a)}function eh(l,a){l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1),a=a??Z.length,Z.splice(a,0,l)}function th(l){l==null?Z.length=0:Z.splice(l,1)}i.addBand=eh,i.setBand=Xc,i.delBand=th;function ih(l,a){$[l].alpha=a,Ye&&_t[l]!=null&&(_t[l].style.opacity=a),Ae&&ke[l]&&(ke[l].style.opacity=a)}let Jt,li,wi,Xi={focus:!0};function sh(l){if(l!=wi){let a=l==null,d=Bt.alpha!=1;$.forEach((p,m)=>{if(n==1||m>0){let _=a||m==0||m==l;p._focus=a?null:_,d&&ih(m,_?1:Bt.alpha)}}),wi=l,d&&Ki()}}Ae&&Fi&&Je(Sl,ce,l=>{O._lock||(vi(l),wi!=null&&Ft(null,Xi,!0,Ce.setSeries))});function Vt(l,a,d){let p=k[a];d&&(l=l/ae-(p.ori==1?Me:me));let m=Y;p.ori==1&&(m=M,l=m-l),p.dir==-1&&(l=m-l);let _=p._min,v=p._max,x=l/m,S=_+(v-_)*x,P=p.distr;return P==3?os(10,S):P==4?Xh(S,p.asinh):P==100?p.bwd(S):S}function nh(l,a){let d=Vt(l,R,a);return Dt(d,t[0],Le,Ie)}i.valToIdx=l=>Dt(l,t[0]),i.posToIdx=nh,i.posToVal=Vt,i.valToPos=(l,a,d)=>k[a].ori==0?r(l,k[a],d?it:Y,d?lt:0):o(l,k[a],d?Ct:M,d?mt:0),i.setCursor=(l,a,d)=>{ge=l.left,xe=l.top,xi(null,a,d)};function No(l,a){ve(Qi,ss,_e.left=l),ve(Qi,Is,_e.width=a)}function Ho(l,a){ve(Qi,"top",_e.top=l),ve(Qi,Os,_e.height=a)}let $s=T.ori==0?No:Ho,ks=T.ori==1?No:Ho;function rh(){if(Ae&&X.live)for(let l=n==2?1:0;l<$.length;l++){if(l==0&&ft)continue;let a=X.values[l],d=0;for(let p in a)Nt[l][d++].firstChild.nodeValue=a[p]}}function dr(l,a){if(l!=null&&(l.idxs?l.idxs.forEach((d,p)=>{de[p]=d}):sd(l.idx)||de.fill(l.idx),X.idx=de[0]),Ae&&X.live){for(let d=0;d<$.length;d++)(d>0||n==1&&!ft)&&oh(d,de[d]);rh()}gt=!1,a!==!1&&He("setLegend")}i.setLegend=dr;function oh(l,a){let d=$[l],p=l==0&&J==2?Pt:t[l],m;ft?m=d.values(i,l,a)??si:(m=d.value(i,a==null?null:p[a],l,a),m=m==null?si:{_:m}),X.values[l]=m}function xi(l,a,d){Io=ge,Oo=xe,[ge,xe]=O.move(i,ge,xe),O.left=ge,O.top=xe,Ye&&(Gi&&qt(Gi,Re(ge),0,Y,M),Yi&&qt(Yi,0,Re(xe),Y,M));let p,m=Le>Ie;Jt=pe,li=null;let _=T.ori==0?Y:M,v=T.ori==1?Y:M;if(ge<0||Fe==0||m){p=O.idx=null;for(let x=0;x<$.length;x++){let S=_t[x];S!=null&&qt(S,-10,-10,Y,M)}Fi&&Ft(null,Xi,!0,l==null&&Ce.setSeries),X.live&&(de.fill(p),gt=!0)}else{let x,S,P;n==1&&(x=T.ori==0?ge:xe,S=Vt(x,R),p=O.idx=Dt(S,t[0],Le,Ie),P=I(t[0][p],T,_,0));let A=-10,z=-10,j=0,le=0,re=!0,ee="",W="";for(let N=n==2?1:0;N<$.length;N++){let ye=$[N],Te=de[N],Be=Te==null?null:n==1?t[N][Te]:t[N][1][Te],ue=O.dataIdx(i,N,p,S),Ee=ue==null?null:n==1?t[N][ue]:t[N][1][ue];if(gt=gt||Ee!=Be||ue!=Te,de[N]=ue,N>0&&ye.show){let at=ue==null?-10:ue==p?P:I(n==1?t[0][ue]:t[N][0][ue],T,_,0),Ze=Ee==null?-10:q(Ee,n==1?k[ye.scale]:k[ye.facets[1].scale],v,0);if(Fi&&Ee!=null){let yt=T.ori==1?ge:xe,At=De(Bt.dist(i,N,ue,Ze,yt));if(At<Jt){let Ut=Bt.bias;if(Ut!=0){let ct=Vt(yt,ye.scale),vt=Ee>=0?1:-1,Mt=ct>=0?1:-1;Mt==vt&&(Mt==1?Ut==1?Ee>=ct:Ee<=ct:Ut==1?Ee<=ct:Ee>=ct)&&(Jt=At,li=N)}else Jt=At,li=N}}if(gt||Vi){let yt,At;T.ori==0?(yt=at,At=Ze):(yt=Ze,At=at);let Ut,ct,vt,Mt,Wt,Qe,ht=!0,Si=qe.bbox;if(Si!=null){ht=!1;let Xe=Si(i,N);vt=Xe.left,Mt=Xe.top,Ut=Xe.width,ct=Xe.height}else vt=yt,Mt=At,Ut=ct=qe.size(i,N);if(Qe=qe.fill(i,N),Wt=qe.stroke(i,N),Vi)N==li&&Jt<=Bt.prox&&(A=vt,z=Mt,j=Ut,le=ct,re=ht,ee=Qe,W=Wt);else{let Xe=_t[N];Xe!=null&&(Ui[N]=vt,Wi[N]=Mt,Al(Xe,Ut,ct,ht),Cl(Xe,Qe,Wt),qt(Xe,xt(vt),xt(Mt),Y,M))}}}}if(Vi){let N=Bt.prox,ye=wi==null?Jt<=N:Jt>N||li!=wi;if(gt||ye){let Te=_t[0];Te!=null&&(Ui[0]=A,Wi[0]=z,Al(Te,j,le,re),Cl(Te,ee,W),qt(Te,xt(A),xt(z),Y,M))}}}if(_e.show&&ri)if(l!=null){let[x,S]=Ce.scales,[P,A]=Ce.match,[z,j]=l.cursor.sync.scales,le=l.cursor.drag;if(Oe=le._x,Ne=le._y,Oe||Ne){let{left:re,top:ee,width:W,height:N}=l.select,ye=l.scales[z].ori,Te=l.posToVal,Be,ue,Ee,at,Ze,yt=x!=null&&P(x,z),At=S!=null&&A(S,j);yt&&Oe?(ye==0?(Be=re,ue=W):(Be=ee,ue=N),Ee=k[x],at=I(Te(Be,z),Ee,_,0),Ze=I(Te(Be+ue,z),Ee,_,0),$s(Lt(at,Ze),De(Ze-at))):$s(0,_),At&&Ne?(ye==1?(Be=re,ue=W):(Be=ee,ue=N),Ee=k[S],at=q(Te(Be,j),Ee,v,0),Ze=q(Te(Be+ue,j),Ee,v,0),ks(Lt(at,Ze),De(Ze-at))):ks(0,v)}else fr()}else{let x=De(Io-Do),S=De(Oo-Lo);if(T.ori==1){let j=x;x=S,S=j}Oe=Ve.x&&x>=Ve.dist,Ne=Ve.y&&S>=Ve.dist;let P=Ve.uni;P!=null?Oe&&Ne&&(Oe=x>=P,Ne=S>=P,!Oe&&!Ne&&(S>x?Ne=!0:Oe=!0)):Ve.x&&Ve.y&&(Oe||Ne)&&(Oe=Ne=!0);let A,z;Oe&&(T.ori==0?(A=Ji,z=ge):(A=Zi,z=xe),$s(Lt(A,z),De(z-A)),Ne||ks(0,v)),Ne&&(T.ori==1?(A=Ji,z=ge):(A=Zi,z=xe),ks(Lt(A,z),De(z-A)),Oe||$s(0,_)),!Oe&&!Ne&&($s(0,0),ks(0,0))}if(Ve._x=Oe,Ve._y=Ne,l==null){if(d){if(Jo!=null){let[x,S]=Ce.scales;Ce.values[0]=x!=null?Vt(T.ori==0?ge:xe,x):null,Ce.values[1]=S!=null?Vt(T.ori==1?ge:xe,S):null}Es(Cr,i,ge,xe,Y,M,p)}if(Fi){let x=d&&Ce.setSeries,S=Bt.prox;wi==null?Jt<=S&&Ft(li,Xi,!0,x):Jt>S?Ft(null,Xi,!0,x):li!=wi&&Ft(li,Xi,!0,x)}}gt&&(X.idx=p,dr()),a!==!1&&He("setCursor")}let ai=null;Object.defineProperty(i,"rect",{get(){return ai==null&&Ts(!1),ai}});function Ts(l=!1){l?ai=null:(ai=w.getBoundingClientRect(),He("syncRect",ai))}function Bo(l,a,d,p,m,_,v){O._lock||ri&&l!=null&&l.movementX==0&&l.movementY==0||(ur(l,a,d,p,m,_,v,!1,l!=null),l!=null?xi(null,!0,!0):xi(a,!0,!1))}function ur(l,a,d,p,m,_,v,x,S){if(ai==null&&Ts(!1),vi(l),l!=null)d=l.clientX-ai.left,p=l.clientY-ai.top;else{if(d<0||p<0){ge=-10,xe=-10;return}let[P,A]=Ce.scales,z=a.cursor.sync,[j,le]=z.values,[re,ee]=z.scales,[W,N]=Ce.match,ye=a.axes[0].side%2==1,Te=T.ori==0?Y:M,Be=T.ori==1?Y:M,ue=ye?_:m,Ee=ye?m:_,at=ye?p:d,Ze=ye?d:p;if(re!=null?d=W(P,re)?h(j,k[P],Te,0):-10:d=Te*(at/ue),ee!=null?p=N(A,ee)?h(le,k[A],Be,0):-10:p=Be*(Ze/Ee),T.ori==1){let yt=d;d=p,p=yt}}S&&(a==null||a.cursor.event.type==Cr)&&((d<=1||d>=Y-1)&&(d=Pi(d,Y)),(p<=1||p>=M-1)&&(p=Pi(p,M))),x?(Do=d,Lo=p,[Ji,Zi]=O.move(i,d,p)):(ge=d,xe=p)}let pr={width:0,height:0,left:0,top:0};function fr(){on(pr,!1)}let Fo,Vo,Uo,Wo;function qo(l,a,d,p,m,_,v){ri=!0,Oe=Ne=Ve._x=Ve._y=!1,ur(l,a,d,p,m,_,v,!0,!1),l!=null&&(Je(Pr,Dr,jo,!1),Es(wl,i,Ji,Zi,Y,M,null));let{left:x,top:S,width:P,height:A}=_e;Fo=x,Vo=S,Uo=P,Wo=A}function jo(l,a,d,p,m,_,v){ri=Ve._x=Ve._y=!1,ur(l,a,d,p,m,_,v,!1,!0);let{left:x,top:S,width:P,height:A}=_e,z=P>0||A>0,j=Fo!=x||Vo!=S||Uo!=P||Wo!=A;if(z&&j&&on(_e),Ve.setScale&&z&&j){let le=x,re=P,ee=S,W=A;if(T.ori==1&&(le=S,re=A,ee=x,W=P),Oe&&oi(R,Vt(le,R),Vt(le+re,R)),Ne)for(let N in k){let ye=k[N];N!=R&&ye.from==null&&ye.min!=pe&&oi(N,Vt(ee+W,N),Vt(ee,N))}fr()}else O.lock&&(O._lock=!O._lock,xi(a,!0,l!=null));l!=null&&(Ni(Pr,Dr),Es(Pr,i,ge,xe,Y,M,null))}function lh(l,a,d,p,m,_,v){if(O._lock)return;vi(l);let x=ri;if(ri){let S=!0,P=!0,A=10,z,j;T.ori==0?(z=Oe,j=Ne):(z=Ne,j=Oe),z&&j&&(S=ge<=A||ge>=Y-A,P=xe<=A||xe>=M-A),z&&S&&(ge=ge<Ji?0:Y),j&&P&&(xe=xe<Zi?0:M),xi(null,!0,!0),ri=!1}ge=-10,xe=-10,de.fill(null),xi(null,!0,!0),x&&(ri=x)}function Ko(l,a,d,p,m,_,v){O._lock||(vi(l),Jn(),fr(),l!=null&&Es($l,i,ge,xe,Y,M,null))}function Go(){V.forEach(vu),Yn(i.width,i.height,!0)}zi(Sn,rs,Go);let es={};es.mousedown=qo,es.mousemove=Bo,es.mouseup=jo,es.dblclick=Ko,es.setSeries=(l,a,d,p)=>{let m=Ce.match[2];d=m(i,a,d),d!=-1&&Ft(d,p,!0,!1)},Ye&&(Je(wl,w,qo),Je(Cr,w,Bo),Je(xl,w,l=>{vi(l),Ts(!1)}),Je(Sl,w,lh),Je($l,w,Ko),Vr.add(i),i.syncRect=Ts);let ln=i.hooks=s.hooks||{};function He(l,a,d){lr?Ss.push([l,a,d]):l in ln&&ln[l].forEach(p=>{p.call(null,i,a,d)})}(s.plugins||[]).forEach(l=>{for(let a in l.hooks)ln[a]=(ln[a]||[]).concat(l.hooks[a])});let Yo=(l,a,d)=>d,Ce=Pe({key:null,setSeries:!1,filters:{pub:Ll,sub:Ll},scales:[R,$[1]?$[1].scale:null],match:[Il,Il,Yo],values:[null,null]},O.sync);Ce.match.length==2&&Ce.match.push(Yo),O.sync=Ce;let Jo=Ce.key,mr=za(Jo);function Es(l,a,d,p,m,_,v){Ce.filters.pub(l,a,d,p,m,_,v)&&mr.pub(l,a,d,p,m,_,v)}mr.sub(i);function ah(l,a,d,p,m,_,v){Ce.filters.sub(l,a,d,p,m,_,v)&&es[l](null,a,d,p,m,_,v)}i.pub=ah;function ch(){mr.unsub(i),Vr.delete(i),fi.clear(),Or(Sn,rs,Go),u.remove(),ce?.remove(),He("destroy")}i.destroy=ch;function gr(){He("init",s,t),To(t||s.data,!1),B[R]?ar(R,B[R]):Jn(),Xs=_e.show&&(_e.width>0||_e.height>0),yi=gt=!0,Yn(s.width,s.height)}return $.forEach($o),V.forEach(Fc),e?e instanceof HTMLElement?(e.appendChild(u),gr()):e(i,gr):gr(),i}Ue.assign=Pe;Ue.fmtNum=Yr;Ue.rangeNum=$n;Ue.rangeLog=En;Ue.rangeAsinh=Kr;Ue.orient=Di;Ue.pxRatio=ae;Ue.join=hd;Ue.fmtDate=Zr,Ue.tzDate=wd;Ue.sync=za;{Ue.addGap=su,Ue.clipGaps=An;let s=Ue.paths={points:Na};s.linear=Ba,s.stepped=ou,s.bars=lu,s.spline=cu}var Wa='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function qa(s){return s.data[0]}function ja(s,t){return s[t+1]??s[t]??0}var Ka=(s,t,e,i)=>{let n=s.series[t],r=s.data[t],o=qa(s),h=b=>s.valToPos(b,"x",!0),c=b=>s.valToPos(b,n?.scale??"y",!0),u=new Path2D,y=new Path2D,f=s.bbox.top+s.bbox.height,g=!1;for(let b=e;b<=i&&b+1<o.length;b++){let w=r[b];if(w==null){g=!1;continue}let C=h(o[b]??0),L=h(ja(o,b)),D=c(w);g?u.lineTo(C,D):u.moveTo(C,D),u.lineTo(L,D),y.rect(C,D,L-C,f-D),g=!0}return{stroke:u,fill:y}},Ga=(s,t,e,i)=>{let n=s.series[t],r=s.data[t],o=qa(s),h=new Path2D,c=s.valToPos(0,n?.scale??"y",!0);for(let u=e;u<=i&&u+1<o.length;u++){let y=r[u];if(!y)continue;let f=s.valToPos(o[u]??0,"x",!0),g=s.valToPos(ja(o,u),"x",!0),b=Math.min(1*devicePixelRatio,(g-f)*.15),w=s.valToPos(y,n?.scale??"y",!0);h.rect(f+b,Math.min(w,c),Math.max(1,g-f-2*b),Math.max(1,Math.abs(w-c)))}return{stroke:null,fill:h}};var no=[5,10,15,30,60,120,300,600,900,1800,3600,7200,10800,14400,21600,43200,86400,172800,604800];function Ya(s,t,e){let i=no.find(o=>(t-s)/o<=e)??no[no.length-1]??86400,n=new Date(s*1e3).getTimezoneOffset()*-60,r=[];for(let o=Math.ceil((s+n)/i)*i-n;o<=t;o+=i)r.push(o);return r}var Dn=52,oo=4,Ja=24,wu=1e3,We=class extends bt{constructor(){super(...arguments);this.line=[];this.panes=[];this.now=()=>Date.now()/1e3;this.timeFormat=String;this.label="";this.valueText="";this.plots=[];this.shape="";this.resize=new ResizeObserver(()=>this.layOut());this.colors=new Map;this.onPointer=e=>{let[i]=this.plots;if(!i||this.line.length===0)return;let n=e.clientX-this.frame.getBoundingClientRect().left-i.bbox.left/devicePixelRatio,r=i.posToVal(n,"x"),o=this.line.findIndex(({start:h,end:c})=>h<=r&&r<c);o>=0&&this.choose(o)};this.onLeave=e=>{e.pointerType==="mouse"&&this.choose(void 0)};this.onKey=e=>{let i=this.line.length-1,n=this.now(),r=this.chosen??Math.max(0,this.line.findIndex(({end:h})=>n<h)),o={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageDown:r-8,PageUp:r+8,Home:0,End:i};if(e.key==="Escape")this.choose(void 0);else{let h=o[e.key];if(h===void 0)return;this.choose(Math.min(i,Math.max(0,h)))}e.preventDefault()}}connectedCallback(){super.connectedCallback(),this.resize.observe(this),this.clock=setInterval(()=>this.moveNow(),wu),this.hasUpdated&&this.requestUpdate("theme")}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearInterval(this.clock),this.demolish()}render(){return E`
      <div
        class="frame"
        role="slider"
        tabindex="0"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0,this.line.length-1)}
        aria-valuenow=${this.chosen??0}
        aria-valuetext=${this.valueText}
        @keydown=${this.onKey}
        @pointermove=${this.onPointer}
        @pointerdown=${this.onPointer}
        @pointerleave=${this.onLeave}
      >
        ${this.panes.map(e=>E`<div class="pane" style="height:${e.height}px"></div>`)}
        <div class="chosen"></div><div class="now"></div></div>
    `}updated(e){e.has("theme")&&this.colors.clear(),(e.has("line")||e.has("panes")||e.has("theme"))&&this.draw(e.has("theme")),this.mark()}draw(e){let i=this.panes.map(n=>`${n.height}:${n.layers.map(r=>`${r.kind}${r.color}${r.dash?.join(" ")??""}`).join()}`).join("|");if(i!==this.shape||this.plots.length!==this.panes.length)this.build(i);else if(this.plots.forEach((n,r)=>{let o=this.panes[r];o&&n.setData(this.dataOf(o))}),e)for(let n of this.plots)n.redraw(!1,!0)}demolish(){for(let e of this.plots)e.destroy();this.plots=[]}build(e){this.demolish(),this.clientWidth!==0&&(this.shape=e,this.plots=this.panes.map((i,n)=>{let r=this.hosts[n];if(!r)throw new Error("a pane without its element");return new Ue(this.options(n),this.dataOf(i),r)}))}dataOf(e){let i=this.line.map(({start:r})=>r),n=this.line.at(-1);return n&&i.push(n.end),[i,...e.layers.map(({values:r})=>i.map((o,h)=>r[h]??null))]}options(e){let i=()=>this.panes[e],n=e===this.panes.length-1,r=()=>this.color("--et-muted"),o=()=>this.color("--et-line");return{width:this.clientWidth,height:i()?.height??0,legend:{show:!1},cursor:{show:!1},padding:[6,oo,n?0:4,0],scales:{x:{time:!1,range:(h,c,u)=>[c,u]},y:{range:(h,c,u)=>this.range(i(),c,u)}},axes:[{show:!0,size:n?Ja:0,gap:4,font:this.font(),stroke:r,splits:(h,c,u,y)=>Ya(u,y,Math.max(2,Math.floor((this.clientWidth-Dn)/76))),values:(h,c)=>c.map(u=>n?this.timeFormat(u):""),grid:{stroke:o,width:1},ticks:{show:!1}},{size:Dn,gap:6,font:this.font(),stroke:r,space:28,values:(h,c)=>c.map(u=>i()?.format(u)??""),grid:{stroke:o,width:1},ticks:{show:!1}}],series:[{},...(i()?.layers??[]).map(h=>{let c=()=>this.color(h.color),u=()=>xu(this.color(h.color),h.fill??0);return{scale:"y",points:{show:!1},...h.kind==="line"?{}:{paths:h.kind==="bars"?Ga:Ka},...h.kind==="bars"?{width:0}:{stroke:c,width:h.width??1.5},...h.dash?{dash:h.dash}:{},...h.fill===void 0?{}:{fill:u}}})]}}range(e,i,n){let r=[i,n,...e?.include??[]].filter(u=>Number.isFinite(u)),o=Math.min(...r),h=Math.max(...r),c=(h-o||Math.abs(h)||1)*.08;return[o<0?o-c:Math.min(o,0),h>0?h+c:h]}font(){return`11px ${getComputedStyle(this).fontFamily||"sans-serif"}`}color(e){let i=this.colors.get(e);if(i===void 0){let n=e.startsWith("--")?getComputedStyle(this).getPropertyValue(e).trim():e;this.colors.set(e,i=n||"#888")}return i}layOut(){this.plots.length===0&&this.panes.length>0&&this.clientWidth>0&&this.build(this.shape||"new"),this.plots.forEach((e,i)=>{let n=this.panes[i]?.height??e.height;e.width!==this.clientWidth&&e.setSize({width:this.clientWidth,height:n})}),this.mark()}position(e){let[i]=this.plots;return i?i.valToPos(e,"x")+i.bbox.left/devicePixelRatio:void 0}mark(){this.moveNow();let e=this.chosen===void 0?void 0:this.line[this.chosen],i=e&&this.position(e.start),n=e&&this.position(e.end),r=this.chosenBand;r.hidden=i===void 0||n===void 0,i!==void 0&&n!==void 0&&(r.style.transform=`translateX(${i}px)`,r.style.width=`${Math.max(2,n-i)}px`)}moveNow(){if(!this.hasUpdated)return;let e=this.now(),[i]=this.line,n=this.line.at(-1),r=i&&n&&i.start<=e&&e<=n.end?this.position(e):void 0;this.nowLine.hidden=r===void 0,r!==void 0&&(this.nowLine.style.transform=`translateX(${r}px)`)}choose(e){e!==this.chosen&&this.dispatchEvent(new CustomEvent("choose",{detail:e}))}};We.styles=[hn(Wa),ze`
      :host {
        display: block;
        min-width: 0;
      }
      .frame {
        position: relative;
        border-radius: 4px;
        touch-action: pan-y;
        cursor: crosshair;
        overflow: hidden;
      }
      .frame:focus-visible {
        outline: 2px solid var(--primary-color);
        outline-offset: 2px;
      }
      .pane {
        overflow: hidden;
      }
      .now,
      .chosen {
        position: absolute;
        top: 0;
        bottom: ${Ja}px;
        left: 0;
        pointer-events: none;
      }
      .now {
        width: 0;
        border-left: 2px solid var(--primary-text-color);
        opacity: 0.55;
      }
      .chosen {
        background: var(--primary-text-color);
        opacity: 0.12;
      }
      [hidden] {
        display: none;
      }
    `],U([Ke({attribute:!1})],We.prototype,"line",2),U([Ke({attribute:!1})],We.prototype,"panes",2),U([Ke({attribute:!1})],We.prototype,"chosen",2),U([Ke({attribute:!1})],We.prototype,"now",2),U([Ke({attribute:!1})],We.prototype,"timeFormat",2),U([Ke({attribute:!1})],We.prototype,"theme",2),U([Ke()],We.prototype,"label",2),U([Ke()],We.prototype,"valueText",2),U([is(".frame")],We.prototype,"frame",2),U([is(".now")],We.prototype,"nowLine",2),U([is(".chosen")],We.prototype,"chosenBand",2),U([_l(".pane")],We.prototype,"hosts",2),We=U([je("energy-trade-chart")],We);var ro=typeof document>"u"?null:document.createElement("canvas").getContext("2d");function xu(s,t){if(!ro)return s;ro.fillStyle=s;let e=ro.fillStyle;if(e.startsWith("#")){let[n,r,o]=[1,3,5].map(h=>parseInt(e.slice(h,h+2),16));return`rgba(${n}, ${r}, ${o}, ${t})`}let i=/rgba?\(([^)]+)\)/.exec(e)?.[1]?.split(",").map(n=>n.trim())??[];return i.length>=3?`rgba(${i.slice(0,3).join(", ")}, ${Number(i[3]??1)*t})`:e}function Za(s){let t=[];for(let e of s.blocks)e.grid_takes.forEach((i,n)=>{let r=e.start+n*s.interval_seconds;t.push({start:r,end:r+s.interval_seconds,phase:e.phase,gate:e.gate,retail:i,feedIn:e.grid_pays[n]??0,price:e.prices[n]??null,order:e.orders[n]??null,traded:e.traded[n]??null,metered:e.metered[n]??null,offered:e.offered[n]??0,wanted:e.wanted[n]??0})});return t}function Vs(s,t){let e=0,i=s.length-1;for(;e<i;){let n=e+i+1>>1;(s[n]?.start??1/0)<=t?e=n:i=n-1}return e}function Qa(s,t){return s.blocks.find(e=>e.start<=t&&t<e.start+e.grid_takes.length*s.interval_seconds)}function Xa(s){return s.name_by_user??s.name??""}var Ge="energy_trade",Ln;function lo(s){return(Ln?.entities!==s.entities||Ln.devices!==s.devices)&&(Ln={entities:s.entities,devices:s.devices,homes:Su(s)}),Ln.homes}function Su(s){let t=new Map;for(let e of Object.values(s.entities)){let i=e.device_id===void 0?void 0:s.devices[e.device_id];if(!i||!$u(e))continue;let n=i.primary_config_entry??i.config_entries[0];if(n===void 0)continue;let r=t.get(n)??{devices:new Map,entities:new Map};t.set(n,r),r.devices.set(i.id,i),e.translation_key!==void 0&&r.entities.set(e.translation_key,e.entity_id)}return[...t].map(([e,{devices:i,entities:n}])=>({entry:e,name:ec(i,"-home"),community:ec(i,"-community"),entities:n})).sort((e,i)=>e.name.localeCompare(i.name)||e.entry.localeCompare(i.entry))}function $u(s){return s.platform===Ge}function ec(s,t){for(let e of s.values())if(e.identifiers.some(([i,n])=>i===Ge&&n.endsWith(t)))return Xa(e);return""}function tc(s,t){let e=lo(s);return t===void 0?e[0]:e.find(i=>i.entry===t)}var ku=3e3,ao=class{constructor(t,e){this.connection=t;this.entry=e;this.state="loading";this.offset=0;this.listeners=new Set;this.attempt=0;this.begin=()=>{this.subscribe()}}now(){return Date.now()/1e3+this.offset}add(t){this.listeners.add(t),this.listeners.size===1&&this.open()}remove(t){this.listeners.delete(t),this.listeners.size===0&&this.close()}open(){this.connection.addEventListener("ready",this.begin),this.begin()}close(){this.connection.removeEventListener("ready",this.begin),this.end()}end(){this.attempt++,clearTimeout(this.retry);let t=this.unsubscribe;this.unsubscribe=void 0,t&&ic(t)}async subscribe(){this.end();let t=this.attempt,e=()=>t===this.attempt;try{let i=await this.connection.subscribeMessage(n=>{e()&&this.receive(n)},{type:`${Ge}/subscribe`,config_entry_id:this.entry},{resubscribe:!1});e()?this.unsubscribe=i:ic(i)}catch(i){if(!e())return;let n=i.code;this.change(n==="not_loaded"||n==="not_found"?n:"failed"),this.again()}}receive(t){if("ended"in t){this.unsubscribe=void 0,this.change("not_loaded"),this.again();return}t.blocks!==void 0&&(this.board=t,this.offset=t.time-Date.now()/1e3,this.change("live"))}again(){clearTimeout(this.retry),this.retry=setTimeout(this.begin,ku)}change(t){this.state=t;for(let e of[...this.listeners])e()}};function ic(s){Promise.resolve().then(s).catch(()=>{})}var sc=new WeakMap;function nc(s,t){let e=sc.get(s);e||sc.set(s,e=new Map);let i=e.get(t);return i||e.set(t,i=new ao(s,t)),i}var rc={now:"Now",today:"Today",month:"This month",all_time:"In all",loading:"Reading the market…",no_home:"No community is set up. Add Energy Trade under Settings → Devices & services.",unknown_home:"This card's community was removed. Choose another one in the card's settings.",not_loaded:"The community is not running. Look at Energy Trade under Settings → Devices & services.",failed:"Home Assistant did not answer. This card tries again by itself.",disconnected:"No node answers: these are the last known values.",market_title:"Market",market_description:"Prices of past and coming hours, your orders and what the neighbours offer and want",market_label:"Prices and energy over time. Left and right arrow keys choose an interval.",price:"Community price",no_price:"no trade",not_cleared:"not known yet",grid_takes:"Grid sells at",grid_pays:"Grid pays",sell_order:"offers {energy} from {price}",buy_order:"wants {energy} up to {price}",order:"Your order",no_order:"none",position:"Traded",sold:"Sold",bought:"Bought",metered:"Metered",ordered:"Ordered",offered:"Offered",wanted:"Wanted",market_empty:"The market has not opened yet. Prices appear with the first block.",plan_title:"Plan",plan_description:"What the battery and the appliances will do, and why",plan_label:"Planned power and battery charge over time. Left and right arrow keys choose a time.",plan_empty:"Nothing is planned yet. Add a battery, an appliance, a car or a thermostat to the home, and it is planned around the market's prices.",battery:"Battery",battery_level:"Battery charge",charging:"Charging",discharging:"Discharging",load:"Use",solar:"Solar",net_import:"From the grid",net_export:"Into the grid",runs:"Planned runs",no_runs:"No appliance waits to run.",run_now:"Run now",run_later:"Run later",run_cost:"Costs",run_earns:"Earns",run_energy:"Energy",run_failed:"That did not work: {error}",run_done:"Done: the plan follows in a moment.",price_bought:"Buying at",price_sold:"Selling at",reason_running:"It runs already.",reason_now:"Nothing is gained by waiting.",reason_own_surplus:"Your own generation has the energy then.",reason_community_surplus:"The neighbours have it to spare then.",reason_cheaper:"Power is cheaper then.",reason_deadline:"It must be ready, and there is no better time before.",reason_comfort:"The room needs it then.",reason_pre_conditions:"Warmed or cooled ahead, while power is cheap.",reason_stores:"The battery takes what will be worth more later.",reason_supplies:"The battery gives while power is dear.",money_title:"Money",money_description:"What was sold, bought and saved, compared with the grid alone",saved:"Saved",lost:"Lost against the grid alone",saved_against:"against buying and selling at the grid alone",earned:"Earned",paid:"Paid",rest:"Differences",rest_help:"What was delivered otherwise than traded, and what was not traded",balance:"Balance",available:"available {amount}",with_community:"With the community",grid_only:"Grid alone",money_empty:"Nothing is settled yet. Money shows once the first block is settled.",days_label:"Savings of each day",period:"Period",trades_title:"Trades",trades_description:"Every interval that you traded, to search and to export",search:"Search",search_hint:"Date, sold, bought, estimated…",export_csv:"Export CSV",exported:"{rows} rows are saved.",export_failed:"The export failed: {error}",only_traded:"Only trades",column_time:"Time",column_trade:"Trade",column_delivered:"Delivered",column_price:"Price",column_amount:"Amount",column_state:"State",pending:"not settled",settled:"settled",estimated:"estimated",late:"reported late",unmetered:"no reading",trades_count:"{shown} of {count}",trades_empty:"No trades in this time yet.",trades_no_match:"Nothing matches “{query}”.",trades_label:"Trades, newest first",community_title:"Community",community_description:"Who takes part, what is offered and wanted next, and what waits for the operator",members:"Homes",members_reporting:"{reported} of {awaited} reported the last block",balance_of_block:"Offers against wishes, next blocks",membership:"Membership",reason:"Trading",online:"connected",offline:"no node answers",requests:"Homes that ask to join",no_requests:"No home waits to join.",disputes:"Disputed blocks",since:"since {time}",questions_title:"Questions",questions_description:"What the home wants to know from you, with the choices that you have",questions_empty:"No open question.",questions_until:"Without an answer by {time}: {choice}",questions_failed:"The answer could not be given: {error}",offer_text:"This page is made from your home's entities. Keep it in the sidebar, or leave it: the community's device has a button that leads here.",offer_keep:"Show in sidebar",offer_kept:"The dashboard is in the sidebar.",strategy_name:"Energy Trade",strategy_description:"Your home on the community's market: prices, plan, money, trades",view_overview:"Overview",view_trades:"Trades",section_controls:"What you allow",editor_entry:"Community",editor_title:"Title",editor_energy:"Show your energy",editor_community:"Show what all homes offer and want",editor_period:"Period shown first",editor_chart:"Show days",editor_days:"Days to show",editor_height:"Height in rows",editor_power:"Show power",editor_operator:"Show what waits for the operator",editor_hide_empty:"Hide while there is no question"};var co={now:"Now",today:"Today",month:"This month",all_time:"In all",loading:"Reading the market…",no_home:"No community is set up. Add Energy Trade under Settings → Devices & services.",unknown_home:"This card's community was removed. Choose another one in the card's settings.",not_loaded:"The community is not running. Look at Energy Trade under Settings → Devices & services.",failed:"Home Assistant did not answer. This card tries again by itself.",disconnected:"No node answers: these are the last known values.",market_title:"Market",market_description:"Prices of past and coming hours, your orders and what the neighbours offer and want",market_label:"Prices and energy over time. Left and right arrow keys choose an interval.",price:"Community price",no_price:"no trade",not_cleared:"not known yet",grid_takes:"Grid sells at",grid_pays:"Grid pays",sell_order:"offers {energy} from {price}",buy_order:"wants {energy} up to {price}",order:"Your order",no_order:"none",position:"Traded",sold:"Sold",bought:"Bought",metered:"Metered",ordered:"Ordered",offered:"Offered",wanted:"Wanted",market_empty:"The market has not opened yet. Prices appear with the first block.",plan_title:"Plan",plan_description:"What the battery and the appliances will do, and why",plan_label:"Planned power and battery charge over time. Left and right arrow keys choose a time.",plan_empty:"Nothing is planned yet. Add a battery, an appliance, a car or a thermostat to the home, and it is planned around the market's prices.",battery:"Battery",battery_level:"Battery charge",charging:"Charging",discharging:"Discharging",load:"Use",solar:"Solar",net_import:"From the grid",net_export:"Into the grid",runs:"Planned runs",no_runs:"No appliance waits to run.",run_now:"Run now",run_later:"Run later",run_cost:"Costs",run_earns:"Earns",run_energy:"Energy",run_failed:"That did not work: {error}",run_done:"Done: the plan follows in a moment.",price_bought:"Buying at",price_sold:"Selling at",reason_running:"It runs already.",reason_now:"Nothing is gained by waiting.",reason_own_surplus:"Your own generation has the energy then.",reason_community_surplus:"The neighbours have it to spare then.",reason_cheaper:"Power is cheaper then.",reason_deadline:"It must be ready, and there is no better time before.",reason_comfort:"The room needs it then.",reason_pre_conditions:"Warmed or cooled ahead, while power is cheap.",reason_stores:"The battery takes what will be worth more later.",reason_supplies:"The battery gives while power is dear.",money_title:"Money",money_description:"What was sold, bought and saved, compared with the grid alone",saved:"Saved",lost:"Lost against the grid alone",saved_against:"against buying and selling at the grid alone",earned:"Earned",paid:"Paid",rest:"Differences",rest_help:"What was delivered otherwise than traded, and what was not traded",balance:"Balance",available:"available {amount}",with_community:"With the community",grid_only:"Grid alone",money_empty:"Nothing is settled yet. Money shows once the first block is settled.",days_label:"Savings of each day",period:"Period",trades_title:"Trades",trades_description:"Every interval that you traded, to search and to export",search:"Search",search_hint:"Date, sold, bought, estimated…",export_csv:"Export CSV",exported:"{rows} rows are saved.",export_failed:"The export failed: {error}",only_traded:"Only trades",column_time:"Time",column_trade:"Trade",column_delivered:"Delivered",column_price:"Price",column_amount:"Amount",column_state:"State",pending:"not settled",settled:"settled",estimated:"estimated",late:"reported late",unmetered:"no reading",trades_count:"{shown} of {count}",trades_empty:"No trades in this time yet.",trades_no_match:"Nothing matches “{query}”.",trades_label:"Trades, newest first",community_title:"Community",community_description:"Who takes part, what is offered and wanted next, and what waits for the operator",members:"Homes",members_reporting:"{reported} of {awaited} reported the last block",balance_of_block:"Offers against wishes, next blocks",membership:"Membership",reason:"Trading",online:"connected",offline:"no node answers",requests:"Homes that ask to join",no_requests:"No home waits to join.",disputes:"Disputed blocks",since:"since {time}",questions_title:"Questions",questions_description:"What the home wants to know from you, with the choices that you have",questions_empty:"No open question.",questions_until:"Without an answer by {time}: {choice}",questions_failed:"The answer could not be given: {error}",offer_text:"This page is made from your home's entities. Keep it in the sidebar, or leave it: the community's device has a button that leads here.",offer_keep:"Show in sidebar",offer_kept:"The dashboard is in the sidebar.",strategy_name:"Energy Trade",strategy_description:"Your home on the community's market: prices, plan, money, trades",view_overview:"Overview",view_trades:"Trades",section_controls:"What you allow",editor_entry:"Community",editor_title:"Title",editor_energy:"Show your energy",editor_community:"Show what all homes offer and want",editor_period:"Period shown first",editor_chart:"Show days",editor_days:"Days to show",editor_height:"Height in rows",editor_power:"Show power",editor_operator:"Show what waits for the operator",editor_hide_empty:"Hide while there is no question"};var oc={now:"Now",today:"Today",month:"This month",all_time:"In all",loading:"Reading the market…",no_home:"No community is set up. Add Energy Trade under Settings → Devices & services.",unknown_home:"This card's community was removed. Choose another one in the card's settings.",not_loaded:"The community is not running. Look at Energy Trade under Settings → Devices & services.",failed:"Home Assistant did not answer. This card tries again by itself.",disconnected:"No node answers: these are the last known values.",market_title:"Market",market_description:"Prices of past and coming hours, your orders and what the neighbours offer and want",market_label:"Prices and energy over time. Left and right arrow keys choose an interval.",price:"Community price",no_price:"no trade",not_cleared:"not known yet",grid_takes:"Grid sells at",grid_pays:"Grid pays",sell_order:"offers {energy} from {price}",buy_order:"wants {energy} up to {price}",order:"Your order",no_order:"none",position:"Traded",sold:"Sold",bought:"Bought",metered:"Metered",ordered:"Ordered",offered:"Offered",wanted:"Wanted",market_empty:"The market has not opened yet. Prices appear with the first block.",plan_title:"Plan",plan_description:"What the battery and the appliances will do, and why",plan_label:"Planned power and battery charge over time. Left and right arrow keys choose a time.",plan_empty:"Nothing is planned yet. Add a battery, an appliance, a car or a thermostat to the home, and it is planned around the market's prices.",battery:"Battery",battery_level:"Battery charge",charging:"Charging",discharging:"Discharging",load:"Use",solar:"Solar",net_import:"From the grid",net_export:"Into the grid",runs:"Planned runs",no_runs:"No appliance waits to run.",run_now:"Run now",run_later:"Run later",run_cost:"Costs",run_earns:"Earns",run_energy:"Energy",run_failed:"That did not work: {error}",run_done:"Done: the plan follows in a moment.",price_bought:"Buying at",price_sold:"Selling at",reason_running:"It runs already.",reason_now:"Nothing is gained by waiting.",reason_own_surplus:"Your own generation has the energy then.",reason_community_surplus:"The neighbours have it to spare then.",reason_cheaper:"Power is cheaper then.",reason_deadline:"It must be ready, and there is no better time before.",reason_comfort:"The room needs it then.",reason_pre_conditions:"Warmed or cooled ahead, while power is cheap.",reason_stores:"The battery takes what will be worth more later.",reason_supplies:"The battery gives while power is dear.",money_title:"Money",money_description:"What was sold, bought and saved, compared with the grid alone",saved:"Saved",lost:"Lost against the grid alone",saved_against:"against buying and selling at the grid alone",earned:"Earned",paid:"Paid",rest:"Differences",rest_help:"What was delivered otherwise than traded, and what was not traded",balance:"Balance",available:"available {amount}",with_community:"With the community",grid_only:"Grid alone",money_empty:"Nothing is settled yet. Money shows once the first block is settled.",days_label:"Savings of each day",period:"Period",trades_title:"Trades",trades_description:"Every interval that you traded, to search and to export",search:"Search",search_hint:"Date, sold, bought, estimated…",export_csv:"Export CSV",exported:"{rows} rows are saved.",export_failed:"The export failed: {error}",only_traded:"Only trades",column_time:"Time",column_trade:"Trade",column_delivered:"Delivered",column_price:"Price",column_amount:"Amount",column_state:"State",pending:"not settled",settled:"settled",estimated:"estimated",late:"reported late",unmetered:"no reading",trades_count:"{shown} of {count}",trades_empty:"No trades in this time yet.",trades_no_match:"Nothing matches “{query}”.",trades_label:"Trades, newest first",community_title:"Community",community_description:"Who takes part, what is offered and wanted next, and what waits for the operator",members:"Homes",members_reporting:"{reported} of {awaited} reported the last block",balance_of_block:"Offers against wishes, next blocks",membership:"Membership",reason:"Trading",online:"connected",offline:"no node answers",requests:"Homes that ask to join",no_requests:"No home waits to join.",disputes:"Disputed blocks",since:"since {time}",questions_title:"Questions",questions_description:"What the home wants to know from you, with the choices that you have",questions_empty:"No open question.",questions_until:"Without an answer by {time}: {choice}",questions_failed:"The answer could not be given: {error}",offer_text:"This page is made from your home's entities. Keep it in the sidebar, or leave it: the community's device has a button that leads here.",offer_keep:"Show in sidebar",offer_kept:"The dashboard is in the sidebar.",strategy_name:"Energy Trade",strategy_description:"Your home on the community's market: prices, plan, money, trades",view_overview:"Overview",view_trades:"Trades",section_controls:"What you allow",editor_entry:"Community",editor_title:"Title",editor_energy:"Show your energy",editor_community:"Show what all homes offer and want",editor_period:"Period shown first",editor_chart:"Show days",editor_days:"Days to show",editor_height:"Height in rows",editor_power:"Show power",editor_operator:"Show what waits for the operator",editor_hide_empty:"Hide while there is no question"};var Tu={en:co,ko:oc,de:rc};function nt(s,t,e={}){return((Tu[s.split("-")[0]??""]??co)[t]??t).replace(/\{(\w+)\}/g,(r,o)=>String(e[o]??r))}function ps(){return document.querySelector("home-assistant")?.hass?.language??document.documentElement.lang}function St(...s){return{schema:[{name:"entry",selector:{config_entry:{integration:Ge}}},{name:"title",selector:{text:{}}},...s],computeLabel:({name:t})=>nt(ps(),`editor_${t}`)}}var $e=class extends bt{constructor(){super(...arguments);this.preview=!1;this.drawn=[];this.shows=[];this.onFeed=()=>{this.board=this.feed?.board,this.requestUpdate()}}set hass(e){let i=this.latest;this.latest=e,(!i||this.concerns(i,e))&&this.requestUpdate()}get hass(){return this.latest}setConfig(e){this.config=e}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}text(e,i){return nt(this.hass.language,e,i)}now(){return this.feed?.now()??Date.now()/1e3}entity(e){let i=this.home?.entities.get(e);return i===void 0?void 0:this.hass.states[i]}concerns(e,i){return e.locale!==i.locale||e.language!==i.language||e.config!==i.config||e.themes!==i.themes||e.connection!==i.connection||e.entities!==i.entities||e.devices!==i.devices||e.localize!==i.localize||this.shows.some(n=>{let r=this.home?.entities.get(n);return r!==void 0&&e.states[r]!==i.states[r]})}connectedCallback(){super.connectedCallback(),this.latest&&this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),this.feed?.remove(this.onFeed),this.feed=void 0}willUpdate(e){if(super.willUpdate(e),!this.latest||!this.isConnected)return;this.home=tc(this.latest,this.config.entry);let i=this.home?nc(this.latest.connection,this.home.entry):void 0;i!==this.feed&&(this.feed?.remove(this.onFeed),this.feed=i,i?.add(this.onFeed),this.board=i?.board)}shouldUpdate(){return this.latest!==void 0&&this.config!==void 0}render(){let e=performance.now(),i=this.body();return this.drawn.push(performance.now()-e),this.drawn.length>100&&this.drawn.shift(),i}get renderTimes(){return this.drawn}body(){let{home:e,board:i,feed:n}=this,r=e&&i?this.content(i,e):this.notice(this.obstacle());if(r===F)return F;let o=i&&(n?.state!=="live"||!i.connected);return E`
      <ha-card>
        ${this.header()}
        ${o?E`<div class="stale" role="status">${this.staleText()}</div>`:F}
        ${r}
      </ha-card>
    `}header(){return E`
      <header><h2>${this.config.title??this.text(this.titleKey)}</h2>
        ${this.aside()}
      </header>
    `}aside(){return F}staleText(){let e=this.feed?.state;return this.text(e==="live"||e===void 0||e==="loading"?"disconnected":this.obstacle())}obstacle(){if(!this.home)return this.config.entry===void 0?"no_home":"unknown_home";switch(this.feed?.state){case"not_loaded":return"not_loaded";case"not_found":return"unknown_home";case"failed":return"failed";default:return"loading"}}notice(e){return E`<p class="notice" role="status">${this.text(e)}</p>`}static{this.styles=[ze`
      :host {
        display: block;
        container-type: inline-size;
        --et-sold: var(--energy-grid-return-color, #8353d1);
        --et-bought: var(--energy-grid-consumption-color, #488fc2);
        --et-price: var(--primary-color, #009ac7);
        --et-solar: var(--energy-solar-color, #ff9800);
        --et-battery: var(--energy-battery-out-color, #4db6ac);
        --et-good: var(--success-color, #0f9d58);
        --et-bad: var(--error-color, #db4437);
        --et-muted: var(--secondary-text-color, #727272);
        --et-line: var(--divider-color, rgba(0, 0, 0, 0.12));
      }
      ha-card {
        display: block;
        height: 100%;
        box-sizing: border-box;
        padding: 16px;
        color: var(--primary-text-color);
        font-size: 14px;
        line-height: 1.4;
        overflow: hidden;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        margin-bottom: 12px;
        min-height: 28px;
      }
      h2 {
        margin: 0;
        font-size: var(--ha-font-size-l, 16px);
        font-weight: var(--ha-font-weight-medium, 500);
        line-height: 1.3;
      }
      h3 {
        margin: 16px 0 4px;
        font-size: 12px;
        font-weight: var(--ha-font-weight-medium, 500);
        color: var(--et-muted);
      }
      .notice {
        margin: 0;
        padding: 12px 0;
        color: var(--et-muted);
        max-width: 60ch;
      }
      .stale {
        margin: 0 0 12px;
        padding: 8px 12px;
        border-radius: 8px;
        background: color-mix(in srgb, var(--warning-color, #ffa600) 16%, transparent);
      }
      .muted {
        color: var(--et-muted);
      }
      .number {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      button {
        font: inherit;
        color: inherit;
        cursor: pointer;
      }
      .action {
        min-height: 40px;
        padding: 0 16px;
        border: none;
        border-radius: var(--ha-border-radius-pill, 20px);
        background: color-mix(in srgb, var(--primary-color) 16%, transparent);
        color: var(--primary-text-color);
        font-weight: 500;
      }
      .action:hover {
        background: color-mix(in srgb, var(--primary-color) 26%, transparent);
      }
      .action:disabled {
        opacity: 0.5;
        cursor: default;
      }
      .action.strong {
        background: var(--primary-color);
        color: var(--text-primary-color, #fff);
      }
      :focus-visible {
        outline: 2px solid var(--primary-color);
        outline-offset: 2px;
      }
      @media (prefers-reduced-motion: reduce) {
        * {
          transition: none !important;
        }
      }
    `]}};U([Se()],$e.prototype,"config",2),U([Se()],$e.prototype,"board",2),U([Ke({type:Boolean})],$e.prototype,"preview",2),U([Ke({attribute:!1,noAccessor:!0})],$e.prototype,"hass",1);var lc=new Map;function ho(s,t){let e=lc.get(s);return e||lc.set(s,e=t()),e}function Eu(s){switch(s.number_format){case"comma_decimal":return["en-US"];case"decimal_comma":return["de"];case"space_comma":return["fr"];case"quote_decimal":return["de-CH"];case"none":return["en-US"];case"system":return;default:return[s.language]}}function jt(s,t,e={}){let{locale:i}=s,n=`n|${i.number_format}|${i.language}|${JSON.stringify(e)}`,r=ho(n,()=>new Intl.NumberFormat(Eu(i),{useGrouping:i.number_format!=="none",...e})),o=r.format(t);return t<0&&!/[1-9]/.test(o)?r.format(0):o}function In(s){return{minimumFractionDigits:s,maximumFractionDigits:s}}var Cu=s=>/^[A-Z]{3}$/.test(s);function Pu(s){return ho(`d|${s}`,()=>new Intl.NumberFormat("en",{style:"currency",currency:s})).resolvedOptions().maximumFractionDigits??2}function $t(s,t,e,i={}){let n=i.sign?"exceptZero":"auto";if(!Cu(e))return`${jt(s,t,{...In(i.fraction??2),signDisplay:n})} ${e}`;let r=i.fraction??Pu(e);return jt(s,t,{style:"currency",currency:e,currencyDisplay:"narrowSymbol",signDisplay:n,...In(r)})}function kt(s,t,e,i=!0){let n=Math.abs(t),r=n<2?3:n<20?2:n<200?1:0,o=$t(s,t,e,{fraction:r});return i?`${o}/kWh`:o}function Tt(s,t,e={}){let i=Math.abs(t),n=i<10?2:i<1e3?1:0;return`${jt(s,t,{...In(n),signDisplay:e.sign?"exceptZero":"auto"})} kWh`}function Us(s,t){return Math.abs(t)<1e3?`${jt(s,Math.round(t))} W`:`${jt(s,t/1e3,In(1))} kW`}function uo(s,t,e){let{locale:i}=s,n=i.time_zone==="server"?s.config.time_zone:void 0;return ho(`t|${t}|${i.language}|${i.time_format}|${n??""}`,()=>{let r=i.time_format==="12"?{hourCycle:"h12"}:i.time_format==="24"?{hourCycle:"h23"}:{},o=i.time_format==="system"?void 0:i.language;return new Intl.DateTimeFormat(o,{...e,...r,...n===void 0?{}:{timeZone:n}})})}var po=s=>new Date(s*1e3);function rt(s,t,e=!1){let i={hour:"numeric",minute:"2-digit"};return uo(s,e?"hms":"hm",e?{...i,second:"2-digit"}:i).format(po(t))}function Li(s,t){return uo(s,"day",{weekday:"short",day:"numeric",month:"short"}).format(po(t))}function fo(s,t){return uo(s,"dayshort",{day:"numeric",month:"numeric"}).format(po(t))}var Kt=s=>s%60!==0;function ti(s,t,e,i,n=!1){let r=`${rt(s,t,n)} – ${rt(s,e,n)}`,o=Li(s,t);return o===Li(s,i)?r:`${o}, ${r}`}var Au=6,On=s=>s.reduce((t,e)=>t+e,0),Ws=class extends $e{constructor(){super(...arguments);this.titleKey="community_title";this.shows=["membership","reason"]}static getStubConfig(){return{operator:!0}}static getConfigForm(){return St({name:"operator",selector:{boolean:{}}})}header(){let e=this.config.title??this.board?.community??this.text("community_title"),i=this.board?.connected??!1;return E`
      <header><h2>${e}</h2>
        ${this.board?E`<span class="online muted"><i class=${i?"on":"off"}></i>${this.text(i?"online":"offline")}</span>`:F}
      </header>
    `}content(e){return E`
      ${this.standing()} ${this.people(e)} ${this.outlook(e)}
      ${this.config.operator!==!1&&e.operator?this.operator(e,e.operator):F}
    `}standing(){let e=["membership","reason"].map(i=>{let n=this.entity(i);return[i,n&&this.hass.formatEntityState(n)]});return E`
      <dl>
        ${e.map(([i,n])=>n===void 0?F:E`<div><dt>${this.text(i)}</dt><dd>${n}</dd></div>`)}
      </dl>
    `}people(e){if(e.members===void 0)return F;let i=this.now(),n=c=>c.grid_takes.length*e.interval_seconds,r=e.blocks.filter(c=>c.start+n(c)<=i&&(c.awaited??0)>0).at(-1),o=Math.min(r?.reported??0,r?.awaited??0),h=r?.awaited??0;return E`
      <div class="people"><span class="count number">${e.members}</span><span>${this.text("members")}</span>
        ${r?E`
              <span class="muted">${this.text("members_reporting",{reported:o,awaited:h})}</span><span class="dots" aria-hidden="true">
                ${Array.from({length:Math.min(h,60)},(c,u)=>E`<i class=${u<o?"on":"off"}></i>`)}
              </span>
            `:F}
      </div>
    `}outlook(e){let i=Qa(e,this.now()),n=e.blocks.filter(c=>i&&c.start>i.start).slice(0,Au);if(n.length===0)return F;let r=Kt(e.interval_seconds),o=Math.max(...n.map(c=>Math.max(On(c.offered),On(c.wanted))),1e-9),h=(c,u,y)=>E`
      <span class="track ${y}"><i style="width:${c/o*100}%;background:var(${u})"></i></span><span class="number ${y}-number">${Tt(this.hass,c)}</span>
    `;return E`
      <h3>${this.text("balance_of_block")}</h3><div class="outlook" role="table" aria-label=${this.text("balance_of_block")}><div class="line head" role="row"><span role="columnheader">${this.text("column_time")}</span><span role="columnheader" class="end">${this.text("offered")}</span><span role="columnheader">${this.text("wanted")}</span></div>
        ${n.map(c=>E`
            <div class="line" role="row"><span role="cell" class="number">
                ${rt(this.hass,c.start,r)}
                <span class="visually-hidden">${ti(this.hass,c.start,c.start+8*e.interval_seconds,this.now(),r)}</span></span><span role="cell" class="side reverse">${h(On(c.offered),"--et-sold","offered")}</span><span role="cell" class="side">${h(On(c.wanted),"--et-bought","wanted")}</span></div>
          `)}
      </div>
    `}operator(e,{requests:i,disputes:n}){let r=Kt(e.interval_seconds),o=h=>h+8*e.interval_seconds;return E`
      <h3>${this.text("requests")}</h3>
      ${i.length===0?E`<p class="muted">${this.text("no_requests")}</p>`:E`<ul>
            ${i.map(({agent:h,name:c,since:u})=>E`
                <li><span>${c??E`<code>${h.slice(0,10)}…</code>`}</span>
                  ${u===void 0?F:E`<span class="muted">${this.text("since",{time:rt(this.hass,u)})}</span>`}
                </li>
              `)}
          </ul>`}
      ${n.length===0?F:E`
            <h3>${this.text("disputes")}</h3><ul>
              ${n.map(({start:h,reason:c})=>E`
                  <li><span class="number">${ti(this.hass,h,o(h),this.now(),r)}</span><span class="muted">${c}</span></li>
                `)}
            </ul>
          `}
    `}};Ws.styles=[...$e.styles,ze`
      .online {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        font-size: 12px;
      }
      i.on,
      i.off {
        display: inline-block;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--et-good);
      }
      i.off {
        background: none;
        box-shadow: inset 0 0 0 1.5px var(--et-muted);
      }
      dl {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 4px 16px;
        margin: 0 0 12px;
      }
      dt {
        font-size: 12px;
        color: var(--et-muted);
      }
      dd {
        margin: 0;
      }
      .people {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 8px;
      }
      .count {
        font-size: 26px;
        line-height: 1.25;
      }
      .dots {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .line {
        display: grid;
        grid-template-columns: minmax(52px, auto) 1fr 1fr;
        align-items: center;
        gap: 10px;
        min-height: 28px;
      }
      .head {
        min-height: 20px;
        font-size: 12px;
        color: var(--et-muted);
      }
      .head .end {
        text-align: end;
      }
      .side {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .side .number {
        flex: none;
        font-size: 12px;
      }
      .reverse {
        flex-direction: row-reverse;
      }
      .reverse .track {
        direction: rtl;
      }
      .track {
        flex: 1;
        height: 10px;
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: 3px;
        min-width: 1px;
      }
      .visually-hidden {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        padding: 6px 0;
        border-top: 1px solid var(--et-line);
      }
      p {
        margin: 0;
      }
    `],Ws=U([je("energy-trade-community-card")],Ws);var fs=class extends $e{constructor(){super(...arguments);this.titleKey="market_title";this.nowFunction=()=>this.now();this.timeFunction=e=>rt(this.hass,e);this.onChoose=e=>{this.chosen=e.detail};this.kwh=e=>jt(this.hass,Math.abs(e),{maximumFractionDigits:Math.abs(e)<1?2:1})}static getStubConfig(){return{energy:!0,community:!0}}static getConfigForm(){return St({name:"energy",selector:{boolean:{}}},{name:"community",selector:{boolean:{}}})}content(e){if(e.blocks.length===0)return this.notice("market_empty");let{line:i,panes:n}=this.picture(e),r=this.chosen!==void 0&&this.chosen<i.length?this.chosen:Vs(i,this.now()),o=i[r],h=Kt(e.interval_seconds);return E`
      ${o?this.readout(e,o,h):F}
      <energy-trade-chart
        .line=${i}
        .panes=${n}
        .chosen=${this.chosen}
        .now=${this.nowFunction}
        .timeFormat=${this.timeFunction}
        .theme=${this.hass.themes}
        .label=${this.text("market_label")}
        .valueText=${o?this.spoken(e,o,h):""}
        @choose=${this.onChoose}
      ></energy-trade-chart>
      ${this.legend()}
    `}picture(e){let{config:i,made:n}=this,r=this.hass.language+this.hass.locale.number_format;if(n?.board===e&&n.config===i&&n.language===r)return n;let o=Za(e),h=[this.prices(e,o)];return i.energy!==!1&&h.push(this.energy(o)),i.community!==!1&&h.push(this.community(o)),this.made={board:e,config:i,language:r,line:o,panes:h}}prices(e,i){let n=Vs(i,this.now());return{height:190,layers:[{values:i.map(({retail:o})=>o),kind:"steps",color:"--et-bought",width:1,dash:[4,3]},{values:i.map(({feedIn:o})=>o),kind:"steps",color:"--et-sold",width:1,dash:[4,3]},{values:i.map(({order:o},h)=>h>n&&o?.side==="sell"?o.price:null),kind:"steps",color:"--et-sold",width:3},{values:i.map(({order:o},h)=>h>n&&o?.side==="buy"?o.price:null),kind:"steps",color:"--et-bought",width:3},{values:i.map(({price:o})=>o),kind:"steps",color:"--et-price",width:2.5,fill:.14}],format:o=>kt(this.hass,o,e.currency,!1),include:[0]}}energy(e){let i=({order:o})=>o&&(o.side==="sell"?o.energy:-o.energy),n=(o,h)=>e.map(c=>{let u=h(c);return u!==null&&u*o>0?u:null});return{height:112,layers:[{values:n(1,i),kind:"bars",color:"--et-sold",fill:.3},{values:n(-1,i),kind:"bars",color:"--et-bought",fill:.3},{values:n(1,({traded:o})=>o),kind:"bars",color:"--et-sold",fill:.95},{values:n(-1,({traded:o})=>o),kind:"bars",color:"--et-bought",fill:.95},{values:e.map(({metered:o})=>o),kind:"steps",color:"--primary-text-color",width:1.25}],format:this.kwh,include:[-.01,.01]}}community(e){let i=r=>e.map(o=>o.offered||o.wanted?r(o):null);return{height:112,layers:[{values:i(({wanted:r})=>-r),kind:"bars",color:"--et-bought",fill:.55},{values:i(({offered:r})=>r),kind:"bars",color:"--et-sold",fill:.55}],format:this.kwh,include:[-.01,.01]}}priceText(e,i){return i.price!==null?kt(this.hass,i.price,e.currency):this.text(i.end<=this.now()||i.phase==="cleared"?"no_price":"not_cleared")}orderText(e,{order:i}){if(!i)return this.text("no_order");let n=i.side==="sell"?"sell_order":"buy_order",r={energy:Tt(this.hass,i.energy),price:kt(this.hass,i.price,e.currency)};return this.text(n,r)}tradedText({traded:e}){if(e===null)return"–";let i=Tt(this.hass,Math.abs(e));return e===0?i:`${this.text(e>0?"sold":"bought")} ${i}`}facts(e,i){let{hass:n}=this;return[["grid_takes",kt(n,i.retail,e.currency)],["grid_pays",kt(n,i.feedIn,e.currency)],["order",this.orderText(e,i)],["position",this.tradedText(i)],["offered",Tt(n,i.offered)],["wanted",Tt(n,i.wanted)]]}when(e,i){let n=this.now(),r=ti(this.hass,e.start,e.end,n,i);return e.start<=n&&n<e.end?`${this.text("now")} · ${r}`:r}spoken(e,i,n){let r=this.facts(e,i).map(([o,h])=>`${this.text(o)} ${h}`);return[this.when(i,n),`${this.text("price")} ${this.priceText(e,i)}`,...r].join(", ")}readout(e,i,n){return E`
      <div class="readout" aria-hidden="true"><div class="main"><div class="muted">${this.when(i,n)}</div><div class="price number">${this.priceText(e,i)}</div></div><dl>
          ${this.facts(e,i).map(([r,o])=>E`<div><dt>${this.text(r)}</dt><dd class="number">${o}</dd></div>`)}
        </dl></div>
    `}legend(){let e=(i,n,r)=>E`<span><i class=${i} style="--c:var(${n})"></i>${this.text(r)}</span>`;return E`
      <div class="legend" aria-hidden="true">
        ${e("line","--et-price","price")}${e("dash","--et-bought","grid_takes")}
        ${e("dash","--et-sold","grid_pays")}${e("bar","--et-sold","sold")}
        ${e("bar","--et-bought","bought")}${e("bar pale","--et-sold","ordered")}
        ${this.config.energy===!1?F:e("line thin","--primary-text-color","metered")}
      </div>
    `}};fs.styles=[...$e.styles,ze`
      .readout {
        display: grid;
        grid-template-columns: minmax(150px, auto) 1fr;
        gap: 4px 24px;
        align-items: end;
        margin-bottom: 8px;
      }
      .price {
        font-size: 26px;
        line-height: 1.25;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 4px 16px;
        margin: 0;
      }
      dt {
        font-size: 12px;
        color: var(--et-muted);
      }
      dd {
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-top: 8px;
        font-size: 12px;
        color: var(--et-muted);
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .legend i {
        width: 14px;
        height: 0;
        border-top: 3px solid var(--c);
      }
      .legend .dash {
        border-top: 1px dashed var(--c);
      }
      .legend .thin {
        border-top-width: 1px;
      }
      .legend .bar {
        height: 10px;
        width: 8px;
        border: 0;
        border-radius: 1px;
        background: var(--c);
      }
      .legend .pale {
        opacity: 0.3;
      }
      @container (max-width: 520px) {
        .readout {
          grid-template-columns: 1fr;
        }
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
    `],U([Se()],fs.prototype,"chosen",2),fs=U([je("energy-trade-market-card")],fs);var ms=[["today","today"],["month","month"],["all","all_time"]],ui=class extends $e{constructor(){super(...arguments);this.titleKey="money_title";this.asked="";this.onTabKey=e=>{let i={ArrowRight:1,ArrowLeft:-1}[e.key];if(i===void 0)return;let n=ms.findIndex(([o])=>o===this.shown),r=ms[(n+i+ms.length)%ms.length];r&&(this.period=r[0],e.preventDefault(),this.updateComplete.then(()=>this.renderRoot.querySelector('[aria-selected="true"]')?.focus()))}}static getStubConfig(){return{period:"today",chart:!0}}static getConfigForm(){let e=ms.map(([i,n])=>({value:i,label:nt(ps(),n)}));return St({name:"period",selector:{select:{mode:"dropdown",options:e}}},{name:"chart",selector:{boolean:{}}})}willUpdate(e){super.willUpdate(e);let{board:i,home:n}=this;if(!i||!n)return;let r=new Date().toDateString(),o=JSON.stringify([n.entry,i.totals,r]);o!==this.asked&&this.ask(o,n.entry)}async ask(e,i){this.asked=e;try{let n=await this.hass.callWS({type:`${Ge}/summary`,config_entry_id:i});e===this.asked&&(this.summary=n??void 0)}catch{e===this.asked&&(this.asked="")}}get shown(){return this.period??this.config.period??"today"}aside(){return this.summary?E`
      <div class="tabs" role="tablist" aria-label=${this.text("period")} @keydown=${this.onTabKey}>
        ${ms.map(([e,i])=>E`
            <button
              role="tab"
              aria-selected=${e===this.shown}
              tabindex=${e===this.shown?0:-1}
              @click=${()=>this.period=e}
            >${this.text(i)}</button>
          `)}
      </div>
    `:F}content(e){if(!this.summary)return E`${this.balance(e)}${this.notice(e.totals?"loading":"money_empty")}`;let i=this.summary[this.shown];return E`
      <div role="tabpanel">
        ${this.headline(e,i)} ${this.comparison(e,i)}
        <dl>
          ${this.row(e,"sold","--et-sold",i.sold,i.compensation)}
          ${this.row(e,"bought","--et-bought",i.bought,-i.cost)}
          ${this.row(e,"rest","--et-muted",void 0,i.other)}
        </dl></div>
      ${this.config.chart===!1?F:this.chart(e,this.summary.days)} ${this.balance(e)}
    `}headline(e,{savings:i}){return E`
      <div class="headline"><span class="saved number ${i<0?"bad":"good"}">${$t(this.hass,Math.abs(i),e.currency)}</span><span class="muted">${this.text(i<0?"lost":"saved_against")}</span></div>
    `}comparison(e,{amount:i,savings:n}){let r=i-n,o=Math.max(Math.abs(i),Math.abs(r),1e-9),h=(c,u,y)=>E`
      <div class="bar"><span>${this.text(c)}</span><span class="track"><i style="width:${Math.abs(u)/o*100}%;background:var(${y})"></i></span><span class="number">${$t(this.hass,u,e.currency,{sign:!0})}</span></div>
    `;return E`
      <div class="bars">
        ${h("with_community",i,"--et-price")}${h("grid_only",r,"--et-muted")}
      </div>
    `}row(e,i,n,r,o){let h=$t(this.hass,o,e.currency,{sign:!0});return E`
      <div title=${i==="rest"?this.text("rest_help"):""}><dt><i style="background:var(${n})"></i>${this.text(i)}</dt><dd class="number muted">${r===void 0?"":Tt(this.hass,r)}</dd><dd class="number">${h}</dd></div>
    `}balance(e){if(e.balance===null)return F;let i=e.available===null?"":$t(this.hass,e.available,e.currency);return E`
      <div class="balance"><span>${this.text("balance")}</span><span class="muted">${i&&this.text("available",{amount:i})}</span><span class="number">${$t(this.hass,e.balance,e.currency)}</span></div>
    `}chart(e,i){let n=i.slice(Math.max(0,i.findIndex(({amount:w,sold:C,bought:L})=>w||C||L))),r=n.length<7?i.slice(-7):n;if(this.shown==="today"||r.every(({savings:w})=>!w))return F;let o=Math.max(...r.map(({savings:w})=>w),0),h=Math.min(...r.map(({savings:w})=>w),0),c=w=>(o-w)/(o-h||1)*100,u=100/r.length,y=this.day===void 0?void 0:r[this.day],f=r[0],g=r.at(-1),b=w=>`${Li(this.hass,w.start)}: ${$t(this.hass,w.savings,e.currency,{sign:!0})}`;return E`
      <h3>${y?b(y):this.text("days_label")}</h3><svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${r.map(b).join(", ")}>
        ${r.map((w,C)=>ul`
            <rect class="slot" x=${C*u} y="0" width=${u} height="100"
              @pointerenter=${()=>this.day=C} @pointerleave=${()=>this.day=void 0}></rect><rect class=${w.savings<0?"bad":"good"} x=${C*u+u*.12} width=${u*.76}
              y=${Math.min(c(w.savings),c(0))} height=${Math.abs(c(w.savings)-c(0))}></rect>`)}
        <line x1="0" x2="100" y1=${c(0)} y2=${c(0)}></line></svg><div class="ends muted" aria-hidden="true"><span>${f?fo(this.hass,f.start):""}</span><span>${g?fo(this.hass,g.start):""}</span></div>
    `}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}};ui.styles=[...$e.styles,ze`
      .tabs {
        display: flex;
        gap: 2px;
        padding: 2px;
        border-radius: 18px;
        background: color-mix(in srgb, var(--primary-text-color) 7%, transparent);
      }
      .tabs button {
        min-height: 32px;
        padding: 0 12px;
        border: 0;
        border-radius: 16px;
        background: none;
        font-size: 13px;
        color: var(--et-muted);
      }
      .tabs [aria-selected="true"] {
        background: var(--card-background-color, #fff);
        color: var(--primary-text-color);
        box-shadow: 0 1px 2px rgb(0 0 0 / 20%);
      }
      .headline {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 10px;
      }
      .saved {
        font-size: 30px;
        line-height: 1.25;
      }
      .saved.bad {
        color: var(--et-bad);
      }
      .saved.good {
        color: color-mix(in srgb, var(--et-good) 78%, var(--primary-text-color));
      }
      .bars {
        margin: 12px 0 16px;
      }
      .bar {
        display: grid;
        grid-template-columns: minmax(90px, 9.5em) 1fr minmax(72px, auto);
        align-items: center;
        gap: 10px;
        min-height: 26px;
      }
      .bar .number {
        text-align: end;
      }
      .track {
        height: 10px;
        border-radius: 5px;
        background: color-mix(in srgb, var(--primary-text-color) 7%, transparent);
        overflow: hidden;
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: 5px;
        transition: width 0.3s;
      }
      dl {
        margin: 0;
      }
      dl > div {
        display: grid;
        grid-template-columns: 1fr auto minmax(84px, auto);
        gap: 12px;
        padding: 6px 0;
        border-top: 1px solid var(--et-line);
      }
      dt {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      dt i {
        width: 8px;
        height: 8px;
        border-radius: 50%;
      }
      dd {
        margin: 0;
        text-align: end;
      }
      svg {
        display: block;
        width: 100%;
        height: 72px;
      }
      .slot {
        fill: transparent;
      }
      .slot:hover {
        fill: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
      rect {
        pointer-events: none;
      }
      .slot {
        pointer-events: all;
      }
      svg .good {
        fill: var(--et-good);
      }
      svg .bad {
        fill: var(--et-bad);
      }
      line {
        stroke: var(--et-line);
        vector-effect: non-scaling-stroke;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        font-size: 11px;
      }
      .balance {
        display: grid;
        grid-template-columns: 1fr auto auto;
        align-items: baseline;
        gap: 12px;
        margin-top: 12px;
        padding-top: 10px;
        border-top: 1px solid var(--et-line);
      }
      .balance .number {
        font-weight: 500;
      }
      @container (max-width: 340px) {
        .bar {
          grid-template-columns: 1fr auto;
        }
        .track {
          grid-column: 1 / -1;
          grid-row: 2;
        }
      }
    `],U([Se()],ui.prototype,"summary",2),U([Se()],ui.prototype,"period",2),U([Se()],ui.prototype,"day",2),ui=U([je("energy-trade-money-card")],ui);var mo="energy-trade",It=class extends bt{constructor(){super(...arguments);this.kept=!1}setConfig(){}getCardSize(){return 2}static isWanted(e){return location.pathname.split("/")[1]===mo&&e.user?.is_admin===!0&&e.panels[mo]?.show_in_sidebar===!1}render(){if(!this.kept&&!It.isWanted(this.hass))return F;let e=i=>nt(this.hass.language,i);return E`
      <ha-card><p role="status">${e(this.kept?"offer_kept":"offer_text")}</p>
        ${this.kept?F:E`<button @click=${()=>{this.keep()}}>${e("offer_keep")}</button>`}
      </ha-card>
    `}async keep(){await this.hass.callWS({type:"frontend/update_panel",url_path:mo,show_in_sidebar:!0}),this.kept=!0}};It.styles=ze`
    ha-card {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      padding: 12px 16px;
      color: var(--primary-text-color);
    }
    p {
      flex: 1 1 200px;
      margin: 0;
      color: var(--secondary-text-color);
    }
    button {
      min-height: 40px;
      padding: 0 16px;
      border: 0;
      border-radius: 20px;
      background: color-mix(in srgb, var(--primary-color) 16%, transparent);
      color: var(--primary-text-color);
      font: inherit;
      font-weight: 500;
      cursor: pointer;
    }
  `,U([Ke({attribute:!1})],It.prototype,"hass",2),U([Se()],It.prototype,"kept",2),It=U([je("energy-trade-offer-card")],It);var Mu=1e6,ac=s=>`${s.device}@${s.start}`,ii=class extends $e{constructor(){super(...arguments);this.titleKey="plan_title";this.said="";this.busy=!1;this.nowFunction=()=>this.now();this.timeFunction=e=>rt(this.hass,e);this.onChoose=e=>{this.chosen=e.detail};this.kw=e=>jt(this.hass,e/1e3,{maximumFractionDigits:1})}static getStubConfig(){return{power:!0}}static getConfigForm(){return St({name:"power",selector:{boolean:{}}})}content(e,i){let n=e.plan;if(!n||n.steps.length===0)return this.notice("plan_empty");let{line:r,panes:o}=this.picture(e,n),h=this.chosen!==void 0&&this.chosen<r.length?this.chosen:Vs(r,this.now()),c=n.steps[h],u=Kt(e.interval_seconds);return E`
      ${c?this.readout(e,c,u):F}
      <energy-trade-chart
        .line=${r}
        .panes=${o}
        .chosen=${this.chosen}
        .now=${this.nowFunction}
        .timeFormat=${this.timeFunction}
        .theme=${this.hass.themes}
        .label=${this.text("plan_label")}
        .valueText=${c?this.spoken(e,c,u):""}
        @choose=${this.onChoose}
      ></energy-trade-chart>
      ${this.legend(n)} ${this.runs(e,n,r,i,u)}
    `}picture(e,i){let n=[this.hass.language,this.hass.locale.number_format,this.config.power].join(),{made:r}=this;if(r?.key===n&&zu(r.plan,i))return r;let{steps:o}=i,h=o.map(({start:u,seconds:y})=>({start:u,end:u+y})),c=[this.prices(e,o)];return this.config.power!==!1&&c.push(this.power(o)),cc(i)&&c.push(this.battery(o)),this.made={plan:i,key:n,line:h,panes:c}}prices(e,i){return{height:84,layers:[{values:i.map(({buy:r})=>r),kind:"steps",color:"--et-bought",width:2,fill:.1},{values:i.map(({sell:r})=>r),kind:"steps",color:"--et-sold",width:2,fill:.1}],format:r=>kt(this.hass,r,e.currency,!1),include:[0]}}power(e){return{height:130,layers:[{values:e.map(({pv_w:n})=>n),kind:"steps",color:"--et-solar",width:0,fill:.35},{values:e.map(({load_w:n})=>n),kind:"steps",color:"--primary-text-color",width:1.5},{values:e.map(({battery_w:n})=>n),kind:"bars",color:"--et-battery",fill:.7}],format:this.kw,include:[0,100]}}battery(e){return{height:96,layers:[{values:[null,...e.map(({soc_wh:r})=>r)],kind:"line",color:"--et-battery",width:2,fill:.25}],format:this.kw,include:[0,100]}}facts(e,i){let{hass:n}=this,r=[];return i.buy!==null&&r.push(["price_bought",kt(n,i.buy,e.currency)]),i.sell!==null&&r.push(["price_sold",kt(n,i.sell,e.currency)]),i.load_w!==null&&r.push(["load",Us(n,i.load_w)]),i.pv_w!==null&&r.push(["solar",Us(n,i.pv_w)]),r.push([i.net_w<0?"net_import":"net_export",Us(n,Math.abs(i.net_w))]),i.battery_w&&Math.abs(i.battery_w)>=1&&r.push([i.battery_w<0?"charging":"discharging",Us(n,Math.abs(i.battery_w))]),i.soc_wh&&r.push(["battery_level",this.kwh(i.soc_wh)]),r}kwh(e){return`${jt(this.hass,e/1e3,{minimumFractionDigits:1,maximumFractionDigits:1})} kWh`}when(e,i){let n=ti(this.hass,e.start,e.start+e.seconds,this.now(),i);return this.chosen===void 0?`${this.text("now")} · ${n}`:n}spoken(e,i,n){return[this.when(i,n),...this.facts(e,i).map(([r,o])=>`${this.text(r)} ${o}`)].join(", ")}readout(e,i,n){return E`
      <div class="readout" aria-hidden="true"><div class="muted">${this.when(i,n)}</div><dl>
          ${this.facts(e,i).map(([r,o])=>E`<div><dt>${this.text(r)}</dt><dd class="number">${o}</dd></div>`)}
        </dl></div>
    `}legend(e){let i=(n,r,o)=>E`<span><i class=${n} style="--c:var(${r})"></i>${this.text(o)}</span>`;return E`
      <div class="legend" aria-hidden="true">
        ${i("line","--et-bought","price_bought")}${i("line","--et-sold","price_sold")}
        ${i("area","--et-solar","solar")}${i("line","--primary-text-color","load")}
        ${cc(e)?i("area","--et-battery","battery"):F}
      </div>
    `}runs(e,i,n,r,o){let h=i.runs.filter(({kind:g})=>g!=="battery");if(h.length===0)return E`<h3>${this.text("runs")}</h3><p class="muted">${this.text("no_runs")}</p>`;let c=n[0]?.start??0,u=(n.at(-1)?.end??c+1)-c,y=new Map;for(let g of h)y.set(g.device,[...y.get(g.device)??[],g]);let f=h.find(g=>ac(g)===this.opened);return E`
      <h3>${this.text("runs")}</h3><div class="runs" style="--axis:${Dn}px;--edge:${oo}px">
        ${[...y.values()].map(g=>E`
            <div class="device"><span class="name">${g[0]?.name}</span><div class="track">${g.map(b=>this.run(e,b,c,u,o))}</div></div>
          `)}
      </div>
      ${f?this.details(e,f,r,o):F}
      <p class="muted" role="status">${this.said}</p>
    `}run(e,i,n,r,o){let h=Math.max(0,(i.start-n)/r*100),c=Math.max(.5,Math.min(100-h,(i.end-i.start)/r*100)),u=ac(i),y=ti(this.hass,i.start,i.end,this.now(),o),f=[i.name,y,this.costText(e,i),this.reasonText(i)].filter(Boolean).join(", ");return E`
      <button
        class="run ${i.kind}"
        style="left:${h}%;width:${c}%"
        aria-label=${f}
        title=${f}
        aria-expanded=${u===this.opened}
        @click=${()=>{this.opened=u===this.opened?void 0:u,this.said=""}}
      ></button>
    `}costText(e,i){if(i.cost===null)return"";let n=$t(this.hass,Math.abs(i.cost)/Mu,e.currency);return`${this.text(i.cost<0?"run_earns":"run_cost")} ${n}`}reasonText(e){let i=`reason_${e.reason??""}`,n=this.text(i);return n===i?"":n}details(e,i,n,r){let o=c=>this.hass.services[Ge]?.[c]!==void 0,h=i.start>this.now();return E`
      <div class="details" role="region" aria-label=${i.name}><div><b>${i.name}</b><span class="number">${ti(this.hass,i.start,i.end,this.now(),r)}</span><span class="muted number">${[this.kwh(i.energy_wh),this.costText(e,i)].filter(Boolean).join(" · ")}</span><span class="muted">${this.reasonText(i)}</span></div>
        ${h&&i.can_run_now&&o("run_now")?E`
              <div class="actions"><button class="action strong" ?disabled=${this.busy} @click=${()=>{this.act("run_now",i,n)}}>
                  ${this.text("run_now")}
                </button>
                ${o("run_later")?E`
                      <button class="action" ?disabled=${this.busy} @click=${()=>{this.act("run_later",i,n)}}>
                        ${this.text("run_later")}
                      </button>
                    `:F}
              </div>
            `:F}
      </div>
    `}async act(e,i,n){this.busy=!0;try{await this.hass.callService(Ge,e,{config_entry_id:n.entry,device:i.device},void 0,!1),this.said=this.text("run_done"),this.opened=void 0}catch(r){this.said=this.text("run_failed",{error:r.message??""})}finally{this.busy=!1}}};ii.styles=[...$e.styles,ze`
      .readout {
        margin-bottom: 8px;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        margin: 4px 0 0;
        min-height: 40px;
      }
      dt {
        font-size: 12px;
        color: var(--et-muted);
      }
      dd {
        margin: 0;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-top: 8px;
        font-size: 12px;
        color: var(--et-muted);
      }
      .legend span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .legend i {
        width: 14px;
        border-top: 2px solid var(--c);
      }
      .legend .area {
        width: 10px;
        height: 10px;
        border: 0;
        border-radius: 2px;
        background: var(--c);
        opacity: 0.7;
      }
      .runs {
        padding-right: var(--edge);
      }
      .device {
        margin-bottom: 8px;
      }
      .name {
        font-size: 13px;
        padding-left: var(--axis);
      }
      .track {
        position: relative;
        height: 32px;
        margin-left: var(--axis);
        border-radius: 6px;
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
      .run {
        position: absolute;
        top: 3px;
        bottom: 3px;
        min-width: 10px;
        padding: 0;
        border: 0;
        border-radius: 4px;
        background: var(--et-price);
      }
      .run::after {
        content: "";
        position: absolute;
        inset: -8px -6px;
      }
      .run.ev {
        background: var(--et-good);
      }
      .run.thermostat {
        background: var(--et-solar);
      }
      .run[aria-expanded="true"] {
        box-shadow: 0 0 0 2px var(--primary-text-color);
      }
      .details {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 10px 24px;
        margin: 8px 0;
        padding: 12px;
        border-radius: 12px;
        background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
      }
      .details > :first-child {
        display: flex;
        flex-direction: column;
        gap: 2px;
      }
      .details b {
        font-weight: 500;
      }
      .actions {
        display: flex;
        gap: 8px;
      }
      p {
        margin: 0;
      }
    `],U([Se()],ii.prototype,"chosen",2),U([Se()],ii.prototype,"opened",2),U([Se()],ii.prototype,"said",2),U([Se()],ii.prototype,"busy",2),ii=U([je("energy-trade-plan-card")],ii);function cc(s){return s.steps.some(({soc_wh:t,battery_w:e})=>(t??0)!==0||(e??0)!==0)}function zu(s,t){return s===t||JSON.stringify(s.steps)===JSON.stringify(t.steps)}var gs=class extends $e{constructor(){super(...arguments);this.titleKey="questions_title";this.answering={}}static getStubConfig(){return{}}static getConfigForm(){return St({name:"hide_empty",selector:{boolean:{}}})}content(e,i){let n=e.questions??[];return this.toggleAttribute("asks",n.length>0),n.length===0?this.config.hide_empty&&!this.preview?this.disappear(!0):(this.disappear(!1),this.notice("questions_empty")):(this.disappear(!1),E`<div aria-live="polite">${n.map(r=>this.question(r,i))}</div>`)}disappear(e){return this.hidden!==e&&(this.hidden=e,this.dispatchEvent(new CustomEvent("card-visibility-changed",{bubbles:!0,composed:!0,detail:{value:!e}}))),F}question(e,i){let{choice:n,error:r}=this.answering[e.question_id]??{},o=e.choices.find(({choice:c})=>c===e.default)?.text??e.default,h={time:rt(this.hass,e.expires),choice:o};return E`
      <section aria-labelledby=${e.question_id}><h4 id=${e.question_id}>${e.title}</h4><p>${e.text}</p><div class="choices" role="group" aria-labelledby=${e.question_id}>
          ${e.choices.map(({choice:c,text:u},y)=>E`
              <button
                class="action ${y===0?"strong":""}"
                ?disabled=${n!==void 0}
                @click=${()=>{this.answer(e,c,i)}}
              >${u}</button>
            `)}
        </div><p class="muted">
          ${r===void 0?this.text("questions_until",h):this.text("questions_failed",{error:r})}
        </p></section>
    `}async answer(e,i,n){let{question_id:r}=e,o=h=>{this.answering={...this.answering,[r]:h}};o({choice:i});try{await this.hass.callService(Ge,"answer",{config_entry_id:n.entry,question_id:r,choice:i},void 0,!1)}catch(h){o({error:h.message??""})}}};gs.styles=[...$e.styles,ze`
      :host([hidden]) {
        display: none;
      }
      :host([asks]) ha-card {
        border-color: var(--primary-color);
        box-shadow: inset 4px 0 0 var(--primary-color);
      }
      section + section {
        margin-top: 16px;
        padding-top: 12px;
        border-top: 1px solid var(--et-line);
      }
      h4 {
        margin: 0 0 4px;
        font-size: 15px;
        font-weight: 500;
      }
      p {
        margin: 0 0 10px;
        white-space: pre-line;
      }
      p.muted {
        margin: 10px 0 0;
        font-size: 12px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `],U([Se()],gs.prototype,"answering",2),gs=U([je("energy-trade-questions-card")],gs);var ys={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},qs=s=>(...t)=>({_$litDirective$:s,values:t}),_s=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:Ru}=ml,hc=s=>s;var uc=s=>s.strings===void 0,dc=()=>document.createComment(""),vs=(s,t,e)=>{let i=s._$AA.parentNode,n=t===void 0?s._$AB:t._$AA;if(e===void 0){let r=i.insertBefore(dc(),n),o=i.insertBefore(dc(),n);e=new Ru(r,o,s,s.options)}else{let r=e._$AB.nextSibling,o=e._$AM,h=o!==s;if(h){let c;e._$AQ?.(s),e._$AM=s,e._$AP!==void 0&&(c=s._$AU)!==o._$AU&&e._$AP(c)}if(r!==n||h){let c=e._$AA;for(;c!==r;){let u=hc(c).nextSibling;hc(i).insertBefore(c,n),c=u}}}return e},pi=(s,t,e=s)=>(s._$AI(t,e),s),Du={},pc=(s,t=Du)=>s._$AH=t,fc=s=>s._$AH,Nn=s=>{s._$AR(),s._$AA.remove()};var js=(s,t)=>{let e=s._$AN;if(e===void 0)return!1;for(let i of e)i._$AO?.(t,!1),js(i,t);return!0},Hn=s=>{let t,e;do{if((t=s._$AM)===void 0)break;e=t._$AN,e.delete(s),s=t}while(e?.size===0)},mc=s=>{for(let t;t=s._$AM;s=t){let e=t._$AN;if(e===void 0)t._$AN=e=new Set;else if(e.has(s))break;e.add(s),Ou(t)}};function Lu(s){this._$AN!==void 0?(Hn(this),this._$AM=s,mc(this)):this._$AM=s}function Iu(s,t=!1,e=0){let i=this._$AH,n=this._$AN;if(n!==void 0&&n.size!==0)if(t)if(Array.isArray(i))for(let r=e;r<i.length;r++)js(i[r],!1),Hn(i[r]);else i!=null&&(js(i,!1),Hn(i));else js(this,s)}var Ou=s=>{s.type==ys.CHILD&&(s._$AP??=Iu,s._$AQ??=Lu)},Bn=class extends _s{constructor(){super(...arguments),this._$AN=void 0}_$AT(t,e,i){super._$AT(t,e,i),mc(this),this.isConnected=t._$AU}_$AO(t,e=!0){t!==this.isConnected&&(this.isConnected=t,t?this.reconnected?.():this.disconnected?.()),e&&(js(this,t),Hn(this))}setValue(t){if(uc(this._$Ct))this._$Ct._$AI(t,this);else{let e=[...this._$Ct._$AH];e[this._$Ci]=t,this._$Ct._$AI(e,this,0)}}disconnected(){}reconnected(){}};var gc=(s,t,e)=>{let i=new Map;for(let n=t;n<=e;n++)i.set(s[n],n);return i},_c=qs(class extends _s{constructor(s){if(super(s),s.type!==ys.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,t,e){let i;e===void 0?e=t:t!==void 0&&(i=t);let n=[],r=[],o=0;for(let h of s)n[o]=i?i(h,o):o,r[o]=e(h,o),o++;return{values:r,keys:n}}render(s,t,e){return this.dt(s,t,e).values}update(s,[t,e,i]){let n=fc(s),{values:r,keys:o}=this.dt(t,e,i);if(!Array.isArray(n))return this.ut=o,r;let h=this.ut??=[],c=[],u,y,f=0,g=n.length-1,b=0,w=r.length-1;for(;f<=g&&b<=w;)if(n[f]===null)f++;else if(n[g]===null)g--;else if(h[f]===o[b])c[b]=pi(n[f],r[b]),f++,b++;else if(h[g]===o[w])c[w]=pi(n[g],r[w]),g--,w--;else if(h[f]===o[w])c[w]=pi(n[f],r[w]),vs(s,c[w+1],n[f]),f++,w--;else if(h[g]===o[b])c[b]=pi(n[g],r[b]),vs(s,n[f],n[g]),g--,b++;else if(u===void 0&&(u=gc(o,b,w),y=gc(h,f,g)),u.has(h[f]))if(u.has(h[g])){let C=y.get(o[b]),L=C!==void 0?n[C]:null;if(L===null){let D=vs(s,n[f]);pi(D,r[b]),c[b]=D}else c[b]=pi(L,r[b]),vs(s,n[f],L),n[C]=null;b++}else Nn(n[g]),g--;else Nn(n[f]),f++;for(;b<=w;){let C=vs(s,c[w+1]);pi(C,r[b]),c[b++]=C}for(;f<=g;){let C=n[f++];C!==null&&Nn(C)}return this.ut=o,pc(s,c),zt}});var Ks=class s extends Event{constructor(t){super(s.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Ks.eventName="rangeChanged";var Gs=class s extends Event{constructor(t){super(s.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Gs.eventName="visibilityChanged";var Ys=class s extends Event{constructor(){super(s.eventName,{bubbles:!1})}};Ys.eventName="unpinned";var go=class{constructor(t){this._element=null;let e=t??window;this._node=e,t&&(this._element=t)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},Fn=class extends go{constructor(t,e){super(e),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let i=this._node;this._originalScrollTo=i.scrollTo,this._originalScrollBy=i.scrollBy,this._originalScroll=i.scroll,this._attach(t)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;this._scrollTo(i)}scrollBy(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;i.top!==void 0&&(i.top+=this.scrollTop),i.left!==void 0&&(i.left+=this.scrollLeft),this._scrollTo(i)}_nativeScrollTo(t){this._originalScrollTo.bind(this._element||window)(t)}_scrollTo(t,e=null,i=null){this._end!==null&&this._end(),t.behavior==="smooth"?(this._setDestination(t),this._retarget=e,this._end=i):this._resetScrollState(),this._nativeScrollTo(t)}_setDestination(t){let{top:e,left:i}=t;return e=e===void 0?void 0:Math.max(0,Math.min(e,this.maxScrollTop)),i=i===void 0?void 0:Math.max(0,Math.min(i,this.maxScrollLeft)),this._destination!==null&&i===this._destination.left&&e===this._destination.top?!1:(this.__destination={top:e,left:i,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(t){this._destination&&this._setDestination(t)&&this._nativeScrollTo(this._destination)}managedScrollTo(t,e,i){return this._scrollTo(t,e,i),this._updateManagedScrollTo}correctScrollError(t){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(t),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:t,scrollLeft:e}=this,{top:i,left:n}=this._destination;i=Math.min(i||0,this.maxScrollTop),n=Math.min(n||0,this.maxScrollLeft);let r=Math.abs(i-t),o=Math.abs(n-e);r<1&&o<1&&(this._end&&this._end(),this._resetScrollState())}}detach(t){return this._clients.delete(t),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(t){this._clients.add(t),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var Sc=typeof window<"u"?window.ResizeObserver:void 0;var Tc=Symbol("virtualizerRef"),Wn="virtualizer-sizer",$c,jn=class{constructor(t){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!t)throw new Error("Virtualizer constructor requires a configuration object");if(t.hostElement)this._init(t);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(t){Array.isArray(t)&&t!==this._items&&(this._itemsChanged=!0,this._items=t,this._schedule(this._updateLayout))}_init(t){this._isScroller=!!t.scroller,this._initHostElement(t);let e=t.layout||{};this._layoutInitialized=this._initLayout(e)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new Sc(()=>this._hostElementSizeChanged()),this._childrenRO=new Sc(this._childrenSizeChanged.bind(this))}_initHostElement(t){let e=this._hostElement=t.hostElement;this._applyVirtualizerStyles(),e[Tc]=this}connected(){this._initObservers();let t=this._isScroller;this._clippingAncestors=Wu(this._hostElement,t),this._scrollerController=new Fn(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(t=>{t.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(t),this._hostElementRO.observe(t)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(t=>this._childrenRO.observe(t)),this._scrollEventListeners.forEach(t=>t.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(t=>t.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let e=this._hostElement.style;e.display=e.display||"block",e.position=e.position||"relative",e.contain=e.contain||"size layout",this._isScroller&&(e.overflow=e.overflow||"auto",e.minHeight=e.minHeight||"150px")}_getSizer(){let t=this._hostElement;if(!this._sizer){let e=t.querySelector(`[${Wn}]`);e||(e=document.createElement("div"),e.setAttribute(Wn,""),t.appendChild(e)),Object.assign(e.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),e.textContent="&nbsp;",e.setAttribute(Wn,""),this._sizer=e}return this._sizer}async updateLayoutConfig(t){await this._layoutInitialized;let e=t.type||$c;if(typeof e=="function"&&this._layout instanceof e){let i={...t};return delete i.type,this._layout.config=i,!0}return!1}async _initLayout(t){let e,i;if(typeof t.type=="function"){i=t.type;let n={...t};delete n.type,e=n}else e=t;i===void 0&&($c=i=(await Promise.resolve().then(()=>(xc(),wc))).FlowLayout),this._layout=new i(n=>this._handleLayoutMessage(n),e),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let t=window.performance.now(),e=t-this._benchmarkStart,n=performance.getEntriesByName("uv-virtualizing","measure").filter(r=>r.startTime>=this._benchmarkStart&&r.startTime<t).reduce((r,o)=>r+o.duration,0);return this._benchmarkStart=null,{timeElapsed:e,virtualizationTime:n}}return null}_measureChildren(){let t={},e=this._children,i=this._measureChildOverride||this._measureChild;for(let n=0;n<e.length;n++){let r=e[n],o=this._first+n;(this._itemsChanged||this._toBeMeasured.has(r))&&(t[o]=i.call(this,r,this._items[o]))}this._childMeasurements=t,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(t){let{width:e,height:i}=t.getBoundingClientRect();return Object.assign({width:e,height:i},Vu(t))}async _schedule(t){this._scheduled.has(t)||(this._scheduled.add(t),await Promise.resolve(),this._scheduled.delete(t),t.call(this))}async _updateDOM(t){this._scrollSize=t.scrollSize,this._adjustRange(t.range),this._childrenPos=t.childPositions,this._scrollError=t.scrollError||null;let{_rangeChanged:e,_itemsChanged:i}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(e||i)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(t=>this._childrenRO.observe(t)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(t){console.warn("Error measuring performance data: ",t)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(t){t.type==="scroll"?(t.currentTarget===window||this._clippingAncestors.includes(t.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",t)}_handleLayoutMessage(t){t.type==="stateChanged"?this._updateDOM(t):t.type==="visibilityChanged"?(this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._notifyVisibility()):t.type==="unpinned"&&this._hostElement.dispatchEvent(new Ys)}get _children(){let t=[],e=this._hostElement.firstElementChild;for(;e;)e.hasAttribute(Wn)||t.push(e),e=e.nextElementSibling;return t}_updateView(){let t=this._hostElement,e=this._scrollerController?.element,i=this._layout;if(t&&e&&i){let n,r,o,h,c=t.getBoundingClientRect();n=0,r=0,o=window.innerHeight,h=window.innerWidth;let u=this._clippingAncestors.map(D=>D.getBoundingClientRect());u.unshift(c);for(let D of u)n=Math.max(n,D.top),r=Math.max(r,D.left),o=Math.min(o,D.bottom),h=Math.min(h,D.right);let y=e.getBoundingClientRect(),f={left:c.left-y.left,top:c.top-y.top},g={width:e.scrollWidth,height:e.scrollHeight},b=n-c.top+t.scrollTop,w=r-c.left+t.scrollLeft,C=Math.max(0,o-n),L=Math.max(0,h-r);i.viewportSize={width:L,height:C},i.viewportScroll={top:b,left:w},i.totalScrollSize=g,i.offsetWithinScroller=f}}_sizeHostElement(t){let i=t&&t.width!==null?Math.min(82e5,t.width):0,n=t&&t.height!==null?Math.min(82e5,t.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${i}px, ${n}px)`;else{let r=this._hostElement.style;r.minWidth=i?`${i}px`:"100%",r.minHeight=n?`${n}px`:"100%"}}_positionChildren(t){t&&t.forEach(({top:e,left:i,width:n,height:r,xOffset:o,yOffset:h},c)=>{let u=this._children[c-this._first];u&&(u.style.position="absolute",u.style.boxSizing="border-box",u.style.transform=`translate(${i}px, ${e}px)`,n!==void 0&&(u.style.width=n+"px"),r!==void 0&&(u.style.height=r+"px"),u.style.left=o===void 0?null:o+"px",u.style.top=h===void 0?null:h+"px")})}async _adjustRange(t){let{_first:e,_last:i,_firstVisible:n,_lastVisible:r}=this;this._first=t.first,this._last=t.last,this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==e||this._last!==i,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==n||this._lastVisible!==r}_correctScrollError(){if(this._scrollError){let{scrollTop:t,scrollLeft:e}=this._scrollerController,{top:i,left:n}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:t-i,left:e-n})}}element(t){return t===1/0&&(t=this._items.length-1),this._items?.[t]===void 0?void 0:{scrollIntoView:(e={})=>this._scrollElementIntoView({...e,index:t})}}_scrollElementIntoView(t){if(t.index>=this._first&&t.index<=this._last)this._children[t.index-this._first].scrollIntoView(t);else if(t.index=Math.min(t.index,this._items.length-1),t.behavior==="smooth"){let e=this._layout.getScrollIntoViewCoordinates(t),{behavior:i}=t;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(e,{behavior:i}),()=>this._layout.getScrollIntoViewCoordinates(t),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=t}else this._layout.pin=t}_checkScrollIntoViewTarget(t){let{index:e}=this._scrollIntoViewTarget||{};e&&t?.has(e)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new Ks({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new Gs({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((t,e)=>{this._layoutCompleteResolver=t,this._layoutCompleteRejecter=e})),this._layoutCompletePromise}_rejectLayoutCompletePromise(t){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(t),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(t){if(this._layout?.measureChildren){for(let e of t)this._toBeMeasured.set(e.target,e.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function Vu(s){let t=window.getComputedStyle(s);return{marginTop:qn(t.marginTop),marginRight:qn(t.marginRight),marginBottom:qn(t.marginBottom),marginLeft:qn(t.marginLeft)}}function qn(s){let t=s?parseFloat(s):NaN;return Number.isNaN(t)?0:t}function kc(s){if(s.assignedSlot!==null)return s.assignedSlot;if(s.parentElement!==null)return s.parentElement;let t=s.parentNode;return t&&t.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&t.host||null}function Uu(s,t=!1){let e=[],i=t?s:kc(s);for(;i!==null;)e.push(i),i=kc(i);return e}function Wu(s,t=!1){let e=!1;return Uu(s,t).filter(i=>{if(e)return!1;let n=getComputedStyle(i);return e=n.position==="fixed",n.overflow!=="visible"})}var qu=s=>s,ju=(s,t)=>E`${t}: ${JSON.stringify(s,null,2)}`,vo=class extends Bn{constructor(t){if(super(t),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(e,i)=>ju(e,i+this._first),this._keyFunction=(e,i)=>qu(e,i+this._first),this._items=[],t.type!==ys.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(t){t&&this._setFunctions(t);let e=[];if(this._first>=0&&this._last>=this._first)for(let i=this._first;i<=this._last;i++)e.push(this._items[i]);return _c(e,this._keyFunction,this._renderItem)}update(t,[e]){this._setFunctions(e);let i=this._items!==e.items;return this._items=e.items||[],this._virtualizer?this._updateVirtualizerConfig(t,e):this._initialize(t,e),i?zt:this.render()}async _updateVirtualizerConfig(t,e){if(!await this._virtualizer.updateLayoutConfig(e.layout||{})){let n=t.parentNode;this._makeVirtualizer(n,e)}this._virtualizer.items=this._items}_setFunctions(t){let{renderItem:e,keyFunction:i}=t;e&&(this._renderItem=(n,r)=>e(n,r+this._first)),i&&(this._keyFunction=(n,r)=>i(n,r+this._first))}_makeVirtualizer(t,e){this._virtualizer&&this._virtualizer.disconnected();let{layout:i,scroller:n,items:r}=e;this._virtualizer=new jn({hostElement:t,layout:i,scroller:n}),this._virtualizer.items=r,this._virtualizer.connected()}_initialize(t,e){let i=t.parentNode;i&&i.nodeType===1&&(i.addEventListener("rangeChanged",n=>{this._first=n.first,this._last=n.last,this.setValue(this.render())}),this._makeVirtualizer(i,e))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},Ec=qs(vo);var Cc=s=>Date.parse(s)/1e3;function Pc(s,t,e){return[...s.filter(({start:n})=>n<e),...t.map(n=>({...n,start:Cc(n.start),end:Cc(n.end)}))]}function Ac(s,t){return s.find(({amount:i})=>i===null)?.start??s.at(-1)?.end??t}function Mc(s,t){let e=t.toLocaleLowerCase().split(/\s+/).filter(Boolean);return e.length===0?s:s.filter(({words:i})=>e.every(n=>i.includes(n)))}var wo=86400,bo=31,Ku=8*wo,Gu=10,zc=44,Ot=class extends $e{constructor(){super(...arguments);this.titleKey="trades_title";this.words="";this.onlyTraded=!0;this.said="";this.exporting=!1;this.asked="";this.export=async()=>{let{home:e}=this;if(e){this.exporting=!0;try{let i=new Date((this.now()-(this.config.days??bo)*wo)*1e3).toISOString(),{response:n}=await this.hass.callService(Ge,"export_history",{config_entry_id:e.entry,start:i},void 0,!1,!0);if(!n)return;Yu(n.csv,`energy-trade-${new Date().toISOString().slice(0,10)}.csv`),this.said=this.text("exported",{rows:n.rows})}catch(i){this.said=this.text("export_failed",{error:i.message??""})}finally{this.exporting=!1}}}}static getStubConfig(){return{days:bo}}static getConfigForm(){return St({name:"days",selector:{number:{min:1,max:366,mode:"box"}}},{name:"height",selector:{number:{min:3,max:40,mode:"box"}}})}setConfig(e){super.setConfig(e),this.trades=void 0,this.asked=""}getGridOptions(){return{columns:24,min_columns:9,rows:"auto"}}willUpdate(e){super.willUpdate(e);let{board:i,home:n}=this;if(!i||!n)return;let r=[n.entry,this.config.days,i.totals,i.blocks.map(({start:h,phase:c})=>[h,c])],o=JSON.stringify(r);o!==this.asked&&this.ask(o,n.entry,JSON.stringify(i.totals))}async ask(e,i,n){this.asked=e;let r=this.trades??[],o=this.now(),h=o-(this.config.days??bo)*wo,c=n===this.settled?o:o-Ku,u=r.length===0?h:Math.max(h,Math.min(Ac(r,h),c));try{let y={config_entry_id:i,start:new Date(u*1e3).toISOString()},{response:f}=await this.hass.callService(Ge,"get_trades",y,void 0,!1,!0);if(e!==this.asked||!f)return;let g=f.trades[0];this.trades=Pc(r,f.trades,g?Date.parse(g.start)/1e3:u),this.settled=n}catch{e===this.asked&&(this.asked="")}}rows(e){let i=[this.trades,this.onlyTraded,this.hass.locale,this.hass.language];if(this.rowsOf?.key.every((h,c)=>h===i[c]))return this.rowsOf.rows;let n=Kt(e.interval_seconds),o=(this.trades??[]).filter(({traded:h,metered:c})=>h!==0||!this.onlyTraded&&c!==null).map(h=>({...h,words:this.wordsOf(h,n)})).reverse();return this.rowsOf={key:i,rows:o},o}wordsOf(e,i){let n=new Date(e.start*1e3),o=[`${n.getFullYear()}-${String(n.getMonth()+1).padStart(2,"0")}-${String(n.getDate()).padStart(2,"0")}`,Li(this.hass,e.start),rt(this.hass,e.start,i)];return e.traded&&o.push(this.text(e.traded>0?"sold":"bought")),[...o,...this.states(e)].join(" ").toLocaleLowerCase()}states(e){let i=[this.text(e.amount===null?"pending":"settled")];return e.estimated&&i.push(this.text("estimated")),e.late&&i.push(this.text("late")),e.amount!==null&&e.metered===null&&i.push(this.text("unmetered")),i}aside(){return this.board?E`
      <button class="action" ?disabled=${this.exporting} @click=${this.export}>${this.text("export_csv")}</button>
    `:F}content(e){if(!this.trades)return this.notice("loading");let i=this.rows(e),n=Mc(i,this.words),r=this.text("trades_count",{shown:n.length,count:i.length});return E`
      <div class="tools"><input
          type="search"
          aria-label=${this.text("search")}
          placeholder=${this.text("search_hint")}
          .value=${this.words}
          @input=${o=>this.find(o.target.value)}
        /><label><input
            type="checkbox"
            .checked=${this.onlyTraded}
            @change=${o=>this.onlyTraded=o.target.checked}
          />
          ${this.text("only_traded")}
        </label><span class="muted number" role="status">${this.said||r}</span></div>
      ${n.length===0?this.nothingThere(i.length):this.table(e,n)}
    `}find(e){this.words=e,this.body_?.scrollTo({top:0})}nothingThere(e){let i=e===0?this.text("trades_empty"):this.text("trades_no_match",{query:this.words});return E`<p class="notice">${i}</p>`}table(e,i){let n=Math.min(i.length,this.config.height??Gu)*zc;return E`
      <div class="table" role="table" aria-label=${this.text("trades_label")} aria-rowcount=${i.length+1}><div class="row head" role="row" aria-rowindex="1">
          ${["column_time","column_trade","column_price","column_amount","column_state"].map(r=>E`<span role="columnheader">${this.text(r)}</span>`)}
        </div><div class="body" role="rowgroup" tabindex="0" aria-label=${this.text("trades_label")} style="height:${n}px">
          ${Ec({scroller:!0,items:i,keyFunction:r=>r.start,renderItem:(r,o)=>this.row(e,r,o)})}
        </div></div>
    `}row(e,i,n){let{hass:r}=this,o=Kt(e.interval_seconds),h=i.traded>0?"sold":i.traded<0?"bought":void 0,c=h!==void 0&&i.amount!==null&&Math.abs(i.delivered-i.traded)>=5e-4,[u,...y]=this.states(i),f=(i.amount??0)<0;return E`
      <div class="row" role="row" aria-rowindex=${n+2}><span role="cell" class="number">
          ${rt(r,i.start,o)}<small>${Li(r,i.start)}</small></span><span role="cell" class="number trade ${h??""}">
          ${h?E`<b>${this.text(h)}</b> ${Tt(r,Math.abs(i.traded))}`:"–"}
          ${c?E`<small>${this.text("column_delivered")} ${Tt(r,Math.abs(i.delivered))}</small>`:F}
        </span><span role="cell" class="number">${i.price===null?"–":kt(r,i.price,e.currency)}</span><span role="cell" class="number ${f?"":"plus"}">
          ${i.amount===null?"–":$t(r,i.amount,e.currency,{sign:!0,fraction:3})}
        </span><span role="cell" class="muted">${u}${y.map(g=>E`<em>${g}</em>`)}</span></div>
    `}};Ot.styles=[...$e.styles,ze`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin-bottom: 8px;
      }
      .tools label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 40px;
        cursor: pointer;
      }
      .tools input[type="checkbox"] {
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--primary-color);
      }
      input[type="search"] {
        flex: 1 1 180px;
        min-width: 0;
        max-width: 380px;
        min-height: 40px;
        box-sizing: border-box;
        padding: 0 14px;
        border: 1px solid var(--et-line);
        border-radius: 20px;
        background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
        color: inherit;
        font: inherit;
      }
      .tools [role="status"] {
        margin-inline-start: auto;
      }
      .row {
        display: grid;
        grid-template-columns: 1.1fr 1.4fr 1fr 1fr 1.1fr;
        align-items: center;
        gap: 12px;
        width: 100%;
        height: ${zc}px;
        box-sizing: border-box;
        padding: 0 4px;
        border-bottom: 1px solid var(--et-line);
        line-height: 1.25;
      }
      .row > :nth-child(3),
      .row > :nth-child(4) {
        text-align: end;
      }
      .head {
        height: 32px;
        font-size: 12px;
        color: var(--et-muted);
      }
      .body {
        overflow-y: auto;
        position: relative;
        contain: strict;
        scrollbar-width: thin;
      }
      small {
        display: block;
        font-size: 11px;
        color: var(--et-muted);
      }
      .trade b {
        font-weight: 500;
      }
      .trade.sold b::before,
      .trade.bought b::before {
        content: "";
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-inline-end: 6px;
        border-radius: 50%;
        background: var(--et-sold);
      }
      .trade.bought b::before {
        background: var(--et-bought);
      }
      em {
        display: inline-block;
        margin-inline-start: 6px;
        padding: 0 6px;
        border-radius: 8px;
        font-style: normal;
        font-size: 11px;
        color: var(--primary-text-color);
        background: color-mix(in srgb, var(--warning-color, #ffa600) 22%, transparent);
      }
      @container (max-width: 520px) {
        .row {
          grid-template-columns: auto 1.3fr 1fr;
        }
        .row > :nth-child(3),
        .row > :nth-child(5) {
          display: none;
        }
      }
    `],U([Se()],Ot.prototype,"trades",2),U([Se()],Ot.prototype,"words",2),U([Se()],Ot.prototype,"onlyTraded",2),U([Se()],Ot.prototype,"said",2),U([Se()],Ot.prototype,"exporting",2),U([is(".body")],Ot.prototype,"body_",2),Ot=U([je("energy-trade-trades-card")],Ot);function Yu(s,t){let e=document.createElement("a");e.href=URL.createObjectURL(new Blob([s],{type:"text/csv;charset=utf-8"})),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),6e4)}var Ju=["trading","selling","buying","lowest_selling_price","highest_buying_price","daily_limit"],Kn=class extends HTMLElement{static{this.configRequired=!1}static getCreateSuggestions(t){return{title:nt(t.language,"strategy_name"),icon:"mdi:home-lightning-bolt"}}static generate(t,e){let i=lo(e).filter(({entry:n})=>t.homes?.includes(n)??!0);return i.length===0?Promise.resolve({views:[Zu(e)]}):Promise.resolve({views:i.flatMap(n=>Qu(e,n,i.length>1))})}};function Zu(s){return{title:nt(s.language,"strategy_name"),path:"overview",icon:"mdi:home-lightning-bolt",type:"panel",cards:[{type:"custom:energy-trade-market-card"}]}}function Qu(s,t,e){let i=u=>nt(s.language,u),n=(u,y={})=>({type:`custom:energy-trade-${u}-card`,entry:t.entry,...y}),r=Ju.flatMap(u=>t.entities.get(u)??[]),o=e?`-${t.entry.toLowerCase().slice(-8)}`:"",h=u=>e?`${t.name}: ${i(u)}`:i(u),c={grid_options:{columns:"full"}};return[{title:e?t.name:i("view_overview"),path:`overview${o}`,icon:"mdi:home-lightning-bolt",type:"sections",max_columns:3,sections:[{type:"grid",column_span:2,cards:[n("questions",{...c,hide_empty:!0}),n("market",c),n("plan",c)]},{type:"grid",cards:[n("money",c),n("community",c),{type:"heading",heading:i("section_controls")},...r.map(u=>({type:"tile",entity:u,name:{type:"entity"}})),...It.isWanted(s)?[{type:"custom:energy-trade-offer-card",...c}]:[]]}]},{title:h("view_trades"),path:`trades${o}`,icon:"mdi:format-list-bulleted",type:"sections",max_columns:2,sections:[{type:"grid",column_span:2,cards:[n("trades",{...c,height:14})]}]}]}var Xu=["market","plan","money","trades","community","questions"],ep="https://github.com/energy-trade/energy-trade";customElements.define("ll-strategy-dashboard-energy-trade",Kn);function Rc(s,t,e,i){let n=window[s]??=[];if(n.some(o=>o.type===t))return;let r=s==="customStrategies";n.push({type:t,get name(){let o=nt(ps(),r?"strategy_name":`${e}_title`);return r?o:`Energy Trade: ${o}`},get description(){return nt(ps(),`${e}_description`)},documentationURL:ep,...i})}for(let s of Xu)Rc("customCards",`energy-trade-${s}-card`,s,{preview:!0});Rc("customStrategies","energy-trade","strategy",{strategyType:"dashboard"});
