/* Energy Trade's cards. Made by script/frontend from frontend/; contains Lit (BSD-3-Clause) and uPlot (MIT). */
var rl=Object.defineProperty;var Sh=Object.getOwnPropertyDescriptor;var xr=(n,t,e)=>()=>{if(e)throw e[0];try{return n&&(t=n(n=0)),t}catch(i){throw e=[i],i}};var $h=(n,t)=>{for(var e in t)rl(n,e,{get:t[e],enumerable:!0})};var U=(n,t,e,i)=>{for(var s=i>1?void 0:i?Sh(t,e):t,r=n.length-1,o;r>=0;r--)(o=n[r])&&(s=(i?o(t,e,s):o(s))||s);return i&&s&&rl(t,e,s),s};var ts,Pc=xr(()=>{ts=class{constructor(t){this._map=new Map,this._roundAverageSize=!1,this.totalSize=0,t?.roundAverageSize===!0&&(this._roundAverageSize=!0)}set(t,e){let i=this._map.get(t)||0;this._map.set(t,e),this.totalSize+=e-i}get averageSize(){if(this._map.size>0){let t=this.totalSize/this._map.size;return this._roundAverageSize?Math.round(t):t}return 0}getSize(t){return this._map.get(t)}clear(){this._map.clear(),this.totalSize=0}}});function So(n){return n==="horizontal"?"width":"height"}var js,Ac=xr(()=>{js=class{_getDefaultConfig(){return{direction:"vertical"}}constructor(t,e){this._latestCoords={left:0,top:0},this._direction=null,this._viewportSize={width:0,height:0},this.totalScrollSize={width:0,height:0},this.offsetWithinScroller={left:0,top:0},this._pendingReflow=!1,this._pendingLayoutUpdate=!1,this._pin=null,this._firstVisible=0,this._lastVisible=0,this._physicalMin=0,this._physicalMax=0,this._first=-1,this._last=-1,this._sizeDim="height",this._secondarySizeDim="width",this._positionDim="top",this._secondaryPositionDim="left",this._scrollPosition=0,this._scrollError=0,this._items=[],this._scrollSize=1,this._overhang=1e3,this._hostSink=t,Promise.resolve().then(()=>this.config=e||this._getDefaultConfig())}set config(t){Object.assign(this,Object.assign({},this._getDefaultConfig(),t))}get config(){return{direction:this.direction}}get items(){return this._items}set items(t){this._setItems(t)}_setItems(t){t!==this._items&&(this._items=t,this._scheduleReflow())}get direction(){return this._direction}set direction(t){t=t==="horizontal"?t:"vertical",t!==this._direction&&(this._direction=t,this._sizeDim=t==="horizontal"?"width":"height",this._secondarySizeDim=t==="horizontal"?"height":"width",this._positionDim=t==="horizontal"?"left":"top",this._secondaryPositionDim=t==="horizontal"?"top":"left",this._triggerReflow())}get viewportSize(){return this._viewportSize}set viewportSize(t){let{_viewDim1:e,_viewDim2:i}=this;Object.assign(this._viewportSize,t),i!==this._viewDim2?this._scheduleLayoutUpdate():e!==this._viewDim1&&this._checkThresholds()}get viewportScroll(){return this._latestCoords}set viewportScroll(t){Object.assign(this._latestCoords,t);let e=this._scrollPosition;this._scrollPosition=this._latestCoords[this._positionDim],Math.abs(e-this._scrollPosition)>=1&&this._checkThresholds()}reflowIfNeeded(t=!1){(t||this._pendingReflow)&&(this._pendingReflow=!1,this._reflow())}set pin(t){this._pin=t,this._triggerReflow()}get pin(){if(this._pin!==null){let{index:t,block:e}=this._pin;return{index:Math.max(0,Math.min(t,this.items.length-1)),block:e}}return null}_clampScrollPosition(t){return Math.max(-this.offsetWithinScroller[this._positionDim],Math.min(t,this.totalScrollSize[So(this.direction)]-this._viewDim1))}unpin(){this._pin!==null&&(this._sendUnpinnedMessage(),this._pin=null)}_updateLayout(){}get _viewDim1(){return this._viewportSize[this._sizeDim]}get _viewDim2(){return this._viewportSize[this._secondarySizeDim]}_scheduleReflow(){this._pendingReflow=!0}_scheduleLayoutUpdate(){this._pendingLayoutUpdate=!0,this._scheduleReflow()}_triggerReflow(){this._scheduleLayoutUpdate(),Promise.resolve().then(()=>this.reflowIfNeeded())}_reflow(){this._pendingLayoutUpdate&&(this._updateLayout(),this._pendingLayoutUpdate=!1),this._updateScrollSize(),this._setPositionFromPin(),this._getActiveItems(),this._updateVisibleIndices(),this._sendStateChangedMessage()}_setPositionFromPin(){if(this.pin!==null){let t=this._scrollPosition,{index:e,block:i}=this.pin;this._scrollPosition=this._calculateScrollIntoViewPosition({index:e,block:i||"start"})-this.offsetWithinScroller[this._positionDim],this._scrollError=t-this._scrollPosition}}_calculateScrollIntoViewPosition(t){let{block:e}=t,i=Math.min(this.items.length,Math.max(0,t.index)),s=this._getItemPosition(i)[this._positionDim],r=s;if(e!=="start"){let o=this._getItemSize(i)[this._sizeDim];if(e==="center")r=s-.5*this._viewDim1+.5*o;else{let c=s-this._viewDim1+o;if(e==="end")r=c;else{let h=this._scrollPosition;r=Math.abs(h-s)<Math.abs(h-c)?s:c}}}return r+=this.offsetWithinScroller[this._positionDim],this._clampScrollPosition(r)}getScrollIntoViewCoordinates(t){return{[this._positionDim]:this._calculateScrollIntoViewPosition(t)}}_sendUnpinnedMessage(){this._hostSink({type:"unpinned"})}_sendVisibilityChangedMessage(){this._hostSink({type:"visibilityChanged",firstVisible:this._firstVisible,lastVisible:this._lastVisible})}_sendStateChangedMessage(){let t=new Map;if(this._first!==-1&&this._last!==-1)for(let i=this._first;i<=this._last;i++)t.set(i,this._getItemPosition(i));let e={type:"stateChanged",scrollSize:{[this._sizeDim]:this._scrollSize,[this._secondarySizeDim]:null},range:{first:this._first,last:this._last,firstVisible:this._firstVisible,lastVisible:this._lastVisible},childPositions:t};this._scrollError&&(e.scrollError={[this._positionDim]:this._scrollError,[this._secondaryPositionDim]:0},this._scrollError=0),this._hostSink(e)}get _num(){return this._first===-1||this._last===-1?0:this._last-this._first+1}_checkThresholds(){if(this._viewDim1===0&&this._num>0||this._pin!==null)this._scheduleReflow();else{let t=Math.max(0,this._scrollPosition-this._overhang),e=Math.min(this._scrollSize,this._scrollPosition+this._viewDim1+this._overhang);this._physicalMin>t||this._physicalMax<e?this._scheduleReflow():this._updateVisibleIndices({emit:!0})}}_updateVisibleIndices(t){if(this._first===-1||this._last===-1)return;let e=this._first;for(;e<this._last&&Math.round(this._getItemPosition(e)[this._positionDim]+this._getItemSize(e)[this._sizeDim])<=Math.round(this._scrollPosition);)e++;let i=this._last;for(;i>this._first&&Math.round(this._getItemPosition(i)[this._positionDim])>=Math.round(this._scrollPosition+this._viewDim1);)i--;(e!==this._firstVisible||i!==this._lastVisible)&&(this._firstVisible=e,this._lastVisible=i,t&&t.emit&&this._sendVisibilityChangedMessage())}}});var zc={};$h(zc,{FlowLayout:()=>qs,flow:()=>Ju});function Mc(n){return n==="horizontal"?"marginLeft":"marginTop"}function Qu(n){return n==="horizontal"?"marginRight":"marginBottom"}function Xu(n){return n==="horizontal"?"xOffset":"yOffset"}function ep(n,t){let e=[n,t].sort();return e[1]<=0?Math.min(...e):e[0]>=0?Math.max(...e):e[0]+e[1]}var Ju,$o,qs,Dc=xr(()=>{Pc();Ac();Ju=n=>Object.assign({type:qs},n);$o=class{constructor(){this._childSizeCache=new ts,this._marginSizeCache=new ts,this._metricsCache=new Map}update(t,e){let i=new Set;Object.keys(t).forEach(s=>{let r=Number(s);this._metricsCache.set(r,t[r]),this._childSizeCache.set(r,t[r][So(e)]),i.add(r),i.add(r+1)});for(let s of i){let r=this._metricsCache.get(s)?.[Mc(e)]||0,o=this._metricsCache.get(s-1)?.[Qu(e)]||0;this._marginSizeCache.set(s,ep(r,o))}}get averageChildSize(){return this._childSizeCache.averageSize}get totalChildSize(){return this._childSizeCache.totalSize}get averageMarginSize(){return this._marginSizeCache.averageSize}get totalMarginSize(){return this._marginSizeCache.totalSize}getLeadingMarginValue(t,e){return this._metricsCache.get(t)?.[Mc(e)]||0}getChildSize(t){return this._childSizeCache.getSize(t)}getMarginSize(t){return this._marginSizeCache.getSize(t)}clear(){this._childSizeCache.clear(),this._marginSizeCache.clear(),this._metricsCache.clear()}},qs=class extends js{constructor(){super(...arguments),this._itemSize={width:100,height:100},this._physicalItems=new Map,this._newPhysicalItems=new Map,this._metricsCache=new $o,this._anchorIdx=null,this._anchorPos=null,this._stable=!0,this._measureChildren=!0,this._estimate=!0}get measureChildren(){return this._measureChildren}updateItemSizes(t){this._metricsCache.update(t,this.direction),this._scheduleReflow()}_getPhysicalItem(t){return this._newPhysicalItems.get(t)??this._physicalItems.get(t)}_getSize(t){return this._getPhysicalItem(t)&&this._metricsCache.getChildSize(t)}_getAverageSize(){return this._metricsCache.averageChildSize||this._itemSize[this._sizeDim]}_estimatePosition(t){let e=this._metricsCache;if(this._first===-1||this._last===-1)return e.averageMarginSize+t*(e.averageMarginSize+this._getAverageSize());if(t<this._first){let i=this._first-t;return this._getPhysicalItem(this._first).pos-(e.getMarginSize(this._first-1)||e.averageMarginSize)-(i*e.averageChildSize+(i-1)*e.averageMarginSize)}else{let i=t-this._last;return this._getPhysicalItem(this._last).pos+(e.getChildSize(this._last)||e.averageChildSize)+(e.getMarginSize(this._last)||e.averageMarginSize)+i*(e.averageChildSize+e.averageMarginSize)}}_getPosition(t){let e=this._getPhysicalItem(t),{averageMarginSize:i}=this._metricsCache;return t===0?this._metricsCache.getMarginSize(0)??i:e?e.pos:this._estimatePosition(t)}_calculateAnchor(t,e){return t<=0?0:e>this._scrollSize-this._viewDim1?this.items.length-1:Math.max(0,Math.min(this.items.length-1,Math.floor((t+e)/2/this._delta)))}_getAnchor(t,e){if(this._physicalItems.size===0)return this._calculateAnchor(t,e);if(this._first<0)return this._calculateAnchor(t,e);if(this._last<0)return this._calculateAnchor(t,e);let i=this._getPhysicalItem(this._first),s=this._getPhysicalItem(this._last),r=i.pos;if(s.pos+this._metricsCache.getChildSize(this._last)<t)return this._calculateAnchor(t,e);if(r>e)return this._calculateAnchor(t,e);let h=this._firstVisible-1,d=-1/0;for(;d<t;)d=this._getPhysicalItem(++h).pos+this._metricsCache.getChildSize(h);return h}_getActiveItems(){this._viewDim1===0||this.items.length===0?this._clearItems():this._getItems()}_clearItems(){this._first=-1,this._last=-1,this._physicalMin=0,this._physicalMax=0;let t=this._newPhysicalItems;this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=t,this._stable=!0}_getItems(){let t=this._newPhysicalItems;this._stable=!0;let e,i;if(this.pin!==null){let{index:d}=this.pin;this._anchorIdx=d,this._anchorPos=this._getPosition(d)}if(e=this._scrollPosition-this._overhang,i=this._scrollPosition+this._viewDim1+this._overhang,i<0||e>this._scrollSize){this._clearItems();return}(this._anchorIdx===null||this._anchorPos===null)&&(this._anchorIdx=this._getAnchor(e,i),this._anchorPos=this._getPosition(this._anchorIdx));let s=this._getSize(this._anchorIdx);s===void 0&&(this._stable=!1,s=this._getAverageSize());let r=this._metricsCache.getMarginSize(this._anchorIdx)??this._metricsCache.averageMarginSize,o=this._metricsCache.getMarginSize(this._anchorIdx+1)??this._metricsCache.averageMarginSize;this._anchorIdx===0&&(this._anchorPos=r),this._anchorIdx===this.items.length-1&&(this._anchorPos=this._scrollSize-o-s);let c=0;for(this._anchorPos+s+o<e&&(c=e-(this._anchorPos+s+o)),this._anchorPos-r>i&&(c=i-(this._anchorPos-r)),c&&(this._scrollPosition-=c,e-=c,i-=c,this._scrollError+=c),t.set(this._anchorIdx,{pos:this._anchorPos,size:s}),this._first=this._last=this._anchorIdx,this._physicalMin=this._anchorPos-r,this._physicalMax=this._anchorPos+s+o;this._physicalMin>e&&this._first>0;){let d=this._getSize(--this._first);d===void 0&&(this._stable=!1,d=this._getAverageSize());let g=this._metricsCache.getMarginSize(this._first);g===void 0&&(this._stable=!1,g=this._metricsCache.averageMarginSize),this._physicalMin-=d;let m=this._physicalMin;if(t.set(this._first,{pos:m,size:d}),this._physicalMin-=g,this._stable===!1&&this._estimate===!1)break}for(;this._physicalMax<i&&this._last<this.items.length-1;){let d=this._getSize(++this._last);d===void 0&&(this._stable=!1,d=this._getAverageSize());let g=this._metricsCache.getMarginSize(this._last);g===void 0&&(this._stable=!1,g=this._metricsCache.averageMarginSize);let m=this._physicalMax;if(t.set(this._last,{pos:m,size:d}),this._physicalMax+=d+g,!this._stable&&!this._estimate)break}let h=this._calculateError();h&&(this._physicalMin-=h,this._physicalMax-=h,this._anchorPos-=h,this._scrollPosition-=h,t.forEach(d=>d.pos-=h),this._scrollError+=h),this._stable&&(this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=t)}_calculateError(){return this._first===0?this._physicalMin:this._physicalMin<=0?this._physicalMin-this._first*this._delta:this._last===this.items.length-1?this._physicalMax-this._scrollSize:this._physicalMax>=this._scrollSize?this._physicalMax-this._scrollSize+(this.items.length-1-this._last)*this._delta:0}_reflow(){let{_first:t,_last:e}=this;super._reflow(),(this._first===-1&&this._last==-1||this._first===t&&this._last===e)&&this._resetReflowState()}_resetReflowState(){this._anchorIdx=null,this._anchorPos=null,this._stable=!0}_updateScrollSize(){let{averageMarginSize:t}=this._metricsCache;this._scrollSize=Math.max(1,this.items.length*(t+this._getAverageSize())+t)}get _delta(){let{averageMarginSize:t}=this._metricsCache;return this._getAverageSize()+t}_getItemPosition(t){return{[this._positionDim]:this._getPosition(t),[this._secondaryPositionDim]:0,[Xu(this.direction)]:-(this._metricsCache.getLeadingMarginValue(t,this.direction)??this._metricsCache.averageMarginSize)}}_getItemSize(t){return{[this._sizeDim]:this._getSize(t)||this._getAverageSize(),[this._secondarySizeDim]:this._itemSize[this._secondarySizeDim]}}_viewDim2Changed(){this._metricsCache.clear(),this._scheduleReflow()}}});var us=globalThis,ps=us.ShadowRoot&&(us.ShadyCSS===void 0||us.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Sr=Symbol(),ol=new WeakMap,An=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==Sr)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(ps&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=ol.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&ol.set(e,t))}return t}toString(){return this.cssText}},ms=n=>new An(typeof n=="string"?n:n+"",void 0,Sr),ze=(n,...t)=>{let e=n.length===1?n[0]:t.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new An(e,n,Sr)},ll=(n,t)=>{if(ps)n.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),s=us.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=e.cssText,n.appendChild(i)}},$r=ps?n=>n:n=>n instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return ms(e)})(n):n;var{is:kh,defineProperty:Th,getOwnPropertyDescriptor:Eh,getOwnPropertyNames:Ch,getOwnPropertySymbols:Ph,getPrototypeOf:Ah}=Object,fs=globalThis,al=fs.trustedTypes,Mh=al?al.emptyScript:"",zh=fs.reactiveElementPolyfillSupport,Mn=(n,t)=>n,zn={toAttribute(n,t){switch(t){case Boolean:n=n?Mh:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,t){let e=n;switch(t){case Boolean:e=n!==null;break;case Number:e=n===null?null:Number(n);break;case Object:case Array:try{e=JSON.parse(n)}catch{e=null}}return e}},gs=(n,t)=>!kh(n,t),cl={attribute:!0,type:String,converter:zn,reflect:!1,useDefault:!1,hasChanged:gs};Symbol.metadata??=Symbol("metadata"),fs.litPropertyMetadata??=new WeakMap;var Jt=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=cl){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(t,i,e);s!==void 0&&Th(this.prototype,t,s)}}static getPropertyDescriptor(t,e,i){let{get:s,set:r}=Eh(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:s,set(o){let c=s?.call(this);r?.call(this,o),this.requestUpdate(t,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??cl}static _$Ei(){if(this.hasOwnProperty(Mn("elementProperties")))return;let t=Ah(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Mn("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Mn("properties"))){let e=this.properties,i=[...Ch(e),...Ph(e)];for(let s of i)this.createProperty(s,e[s])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,s]of e)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let s=this._$Eu(e,i);s!==void 0&&this._$Eh.set(s,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let s of i)e.unshift($r(s))}else t!==void 0&&e.push($r(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ll(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),s=this.constructor._$Eu(t,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:zn).toAttribute(e,i.type);this._$Em=t,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(t,e){let i=this.constructor,s=i._$Eh.get(t);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:zn;this._$Em=s;let c=o.fromAttribute(e,r.type);this[s]=c??this._$Ej?.get(s)??c,this._$Em=null}}requestUpdate(t,e,i,s=!1,r){if(t!==void 0){let o=this.constructor;if(s===!1&&(r=this[t]),i??=o.getPropertyOptions(t),!((i.hasChanged??gs)(r,e)||i.useDefault&&i.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),s===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,c=this[s];o!==!0||this._$AL.has(s)||c===void 0||this.C(s,void 0,r,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};Jt.elementStyles=[],Jt.shadowRootOptions={mode:"open"},Jt[Mn("elementProperties")]=new Map,Jt[Mn("finalized")]=new Map,zh?.({ReactiveElement:Jt}),(fs.reactiveElementVersions??=[]).push("2.1.2");var Tr=globalThis,hl=n=>n,_s=Tr.trustedTypes,dl=_s?_s.createPolicy("lit-html",{createHTML:n=>n}):void 0,Er="$lit$",Qt=`lit$${Math.random().toFixed(9).slice(2)}$`,Cr="?"+Qt,Dh=`<${Cr}>`,Ti=document,Rn=()=>Ti.createComment(""),Ln=n=>n===null||typeof n!="object"&&typeof n!="function",Pr=Array.isArray,_l=n=>Pr(n)||typeof n?.[Symbol.iterator]=="function",kr=`[ 	
\f\r]`,Dn=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ul=/-->/g,pl=/>/g,$i=RegExp(`>|${kr}(?:([^\\s"'>=/]+)(${kr}*=${kr}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ml=/'/g,fl=/"/g,yl=/^(?:script|style|textarea|title)$/i,Ar=n=>(t,...e)=>({_$litType$:n,strings:t,values:e}),$=Ar(1),bl=Ar(2),Pp=Ar(3),Dt=Symbol.for("lit-noChange"),I=Symbol.for("lit-nothing"),gl=new WeakMap,ki=Ti.createTreeWalker(Ti,129);function vl(n,t){if(!Pr(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return dl!==void 0?dl.createHTML(t):t}var wl=(n,t)=>{let e=n.length-1,i=[],s,r=t===2?"<svg>":t===3?"<math>":"",o=Dn;for(let c=0;c<e;c++){let h=n[c],d,g,m=-1,_=0;for(;_<h.length&&(o.lastIndex=_,g=o.exec(h),g!==null);)_=o.lastIndex,o===Dn?g[1]==="!--"?o=ul:g[1]!==void 0?o=pl:g[2]!==void 0?(yl.test(g[2])&&(s=RegExp("</"+g[2],"g")),o=$i):g[3]!==void 0&&(o=$i):o===$i?g[0]===">"?(o=s??Dn,m=-1):g[1]===void 0?m=-2:(m=o.lastIndex-g[2].length,d=g[1],o=g[3]===void 0?$i:g[3]==='"'?fl:ml):o===fl||o===ml?o=$i:o===ul||o===pl?o=Dn:(o=$i,s=void 0);let v=o===$i&&n[c+1].startsWith("/>")?" ":"";r+=o===Dn?h+Dh:m>=0?(i.push(d),h.slice(0,m)+Er+h.slice(m)+Qt+v):h+Qt+(m===-2?c:v)}return[vl(n,r+(n[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},In=class n{constructor({strings:t,_$litType$:e},i){let s;this.parts=[];let r=0,o=0,c=t.length-1,h=this.parts,[d,g]=wl(t,e);if(this.el=n.createElement(d,i),ki.currentNode=this.el.content,e===2||e===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(s=ki.nextNode())!==null&&h.length<c;){if(s.nodeType===1){if(s.hasAttributes())for(let m of s.getAttributeNames())if(m.endsWith(Er)){let _=g[o++],v=s.getAttribute(m).split(Qt),w=/([.?@])?(.*)/.exec(_);h.push({type:1,index:r,name:w[2],strings:v,ctor:w[1]==="."?bs:w[1]==="?"?vs:w[1]==="@"?ws:Ci}),s.removeAttribute(m)}else m.startsWith(Qt)&&(h.push({type:6,index:r}),s.removeAttribute(m));if(yl.test(s.tagName)){let m=s.textContent.split(Qt),_=m.length-1;if(_>0){s.textContent=_s?_s.emptyScript:"";for(let v=0;v<_;v++)s.append(m[v],Rn()),ki.nextNode(),h.push({type:2,index:++r});s.append(m[_],Rn())}}}else if(s.nodeType===8)if(s.data===Cr)h.push({type:2,index:r});else{let m=-1;for(;(m=s.data.indexOf(Qt,m+1))!==-1;)h.push({type:7,index:r}),m+=Qt.length-1}r++}}static createElement(t,e){let i=Ti.createElement("template");return i.innerHTML=t,i}};function Ei(n,t,e=n,i){if(t===Dt)return t;let s=i!==void 0?e._$Co?.[i]:e._$Cl,r=Ln(t)?void 0:t._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,e,i)),i!==void 0?(e._$Co??=[])[i]=s:e._$Cl=s),s!==void 0&&(t=Ei(n,s._$AS(n,t.values),s,i)),t}var ys=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,s=(t?.creationScope??Ti).importNode(e,!0);ki.currentNode=s;let r=ki.nextNode(),o=0,c=0,h=i[0];for(;h!==void 0;){if(o===h.index){let d;h.type===2?d=new tn(r,r.nextSibling,this,t):h.type===1?d=new h.ctor(r,h.name,h.strings,this,t):h.type===6&&(d=new xs(r,this,t)),this._$AV.push(d),h=i[++c]}o!==h?.index&&(r=ki.nextNode(),o++)}return ki.currentNode=Ti,s}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},tn=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,s){this.type=2,this._$AH=I,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Ei(this,t,e),Ln(t)?t===I||t==null||t===""?(this._$AH!==I&&this._$AR(),this._$AH=I):t!==this._$AH&&t!==Dt&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):_l(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==I&&Ln(this._$AH)?this._$AA.nextSibling.data=t:this.T(Ti.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,s=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=In.createElement(vl(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(e);else{let r=new ys(s,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=gl.get(t.strings);return e===void 0&&gl.set(t.strings,e=new In(t)),e}k(t){Pr(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,s=0;for(let r of t)s===e.length?e.push(i=new n(this.O(Rn()),this.O(Rn()),this,this.options)):i=e[s],i._$AI(r),s++;s<e.length&&(this._$AR(i&&i._$AB.nextSibling,s),e.length=s)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=hl(t).nextSibling;hl(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Ci=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,s,r){this.type=1,this._$AH=I,this._$AN=void 0,this.element=t,this.name=e,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=I}_$AI(t,e=this,i,s){let r=this.strings,o=!1;if(r===void 0)t=Ei(this,t,e,0),o=!Ln(t)||t!==this._$AH&&t!==Dt,o&&(this._$AH=t);else{let c=t,h,d;for(t=r[0],h=0;h<r.length-1;h++)d=Ei(this,c[i+h],e,h),d===Dt&&(d=this._$AH[h]),o||=!Ln(d)||d!==this._$AH[h],d===I?t=I:t!==I&&(t+=(d??"")+r[h+1]),this._$AH[h]=d}o&&!s&&this.j(t)}j(t){t===I?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},bs=class extends Ci{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===I?void 0:t}},vs=class extends Ci{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==I)}},ws=class extends Ci{constructor(t,e,i,s,r){super(t,e,i,s,r),this.type=5}_$AI(t,e=this){if((t=Ei(this,t,e,0)??I)===Dt)return;let i=this._$AH,s=t===I&&i!==I||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,r=t!==I&&(i===I||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},xs=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){Ei(this,t)}},xl={M:Er,P:Qt,A:Cr,C:1,L:wl,R:ys,D:_l,V:Ei,I:tn,H:Ci,N:vs,U:ws,B:bs,F:xs},Rh=Tr.litHtmlPolyfillSupport;Rh?.(In,tn),(Tr.litHtmlVersions??=[]).push("3.3.3");var Sl=(n,t,e)=>{let i=e?.renderBefore??t,s=i._$litPart$;if(s===void 0){let r=e?.renderBefore??null;i._$litPart$=s=new tn(t.insertBefore(Rn(),r),r,void 0,e??{})}return s._$AI(n),s};var Mr=globalThis,wt=class extends Jt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Sl(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Dt}};wt._$litElement$=!0,wt.finalized=!0,Mr.litElementHydrateSupport?.({LitElement:wt});var Lh=Mr.litElementPolyfillSupport;Lh?.({LitElement:wt});(Mr.litElementVersions??=[]).push("4.2.2");var je=n=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(n,t)}):customElements.define(n,t)};var Ih={attribute:!0,type:String,converter:zn,reflect:!1,hasChanged:gs},Oh=(n=Ih,t,e)=>{let{kind:i,metadata:s}=e,r=globalThis.litPropertyMetadata.get(s);if(r===void 0&&globalThis.litPropertyMetadata.set(s,r=new Map),i==="setter"&&((n=Object.create(n)).wrapped=!0),r.set(e.name,n),i==="accessor"){let{name:o}=e;return{set(c){let h=t.get.call(this);t.set.call(this,c),this.requestUpdate(o,h,n,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,n,c),c}}}if(i==="setter"){let{name:o}=e;return function(c){let h=this[o];t.call(this,c),this.requestUpdate(o,h,n,!0,c)}}throw Error("Unsupported decorator location: "+i)};function We(n){return(t,e)=>typeof e=="object"?Oh(n,t,e):((i,s,r)=>{let o=s.hasOwnProperty(r);return s.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(s,r):void 0})(n,t,e)}function be(n){return We({...n,state:!0,attribute:!1})}var ai=(n,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(n,t,e),e);function nn(n,t){return(e,i,s)=>{let r=o=>o.renderRoot?.querySelector(n)??null;if(t){let{get:o,set:c}=typeof i=="object"?e:s??(()=>{let h=Symbol();return{get(){return this[h]},set(d){this[h]=d}}})();return ai(e,i,{get(){let h=o.call(this);return h===void 0&&(h=r(this),(h!==null||this.hasUpdated)&&c.call(this,h)),h}})}return ai(e,i,{get(){return r(this)}})}}var Nh;function $l(n){return(t,e)=>ai(t,e,{get(){return(this.renderRoot??(Nh??=document.createDocumentFragment())).querySelectorAll(n)}})}var Hh="uplot",Bh="u-hz",Fh="u-vt",Vh="u-title",Uh="u-wrap",Wh="u-under",Gh="u-over",Kh="u-axis",Mi="u-off",jh="u-select",qh="u-cursor-x",Yh="u-cursor-y",Zh="u-cursor-pt",Jh="u-legend",Qh="u-live",Xh="u-inline",ed="u-series",td="u-marker",kl="u-label",id="u-value",Nn="width",Hn="height";var Tl="bottom",sn="left",zr="right",Yr="#000",El=Yr+"0",Dr="mousemove",Cl="mousedown",Rr="mouseup",Pl="mouseenter",Al="mouseleave",Ml="dblclick",nd="resize",sd="scroll",zl="change",Es="dppxchange",Zr="--",dn=typeof window<"u",Hr=dn?document:null,on=dn?window:null,rd=dn?navigator:null,ae,Ss;function Br(){let n=devicePixelRatio;ae!=n&&(ae=n,Ss&&Vr(zl,Ss,Br),Ss=matchMedia(`(min-resolution: ${ae-.001}dppx) and (max-resolution: ${ae+.001}dppx)`),zi(zl,Ss,Br),on.dispatchEvent(new CustomEvent(Es)))}function dt(n,t){if(t!=null){let e=n.classList;!e.contains(t)&&e.add(t)}}function Fr(n,t){let e=n.classList;e.contains(t)&&e.remove(t)}function ve(n,t,e){n.style[t]=e+"px"}function Rt(n,t,e,i){let s=Hr.createElement(n);return t!=null&&dt(s,t),e?.insertBefore(s,i),s}function xt(n,t){return Rt("div",n,t)}var Dl=new WeakMap;function Gt(n,t,e,i,s){let r="translate("+t+"px,"+e+"px)",o=Dl.get(n);r!=o&&(n.style.transform=r,Dl.set(n,r),t<0||e<0||t>i||e>s?dt(n,Mi):Fr(n,Mi))}var Rl=new WeakMap;function Ll(n,t,e){let i=t+e,s=Rl.get(n);i!=s&&(Rl.set(n,i),n.style.background=t,n.style.borderColor=e)}var Il=new WeakMap;function Ol(n,t,e,i){let s=t+""+e,r=Il.get(n);s!=r&&(Il.set(n,s),n.style.height=e+"px",n.style.width=t+"px",n.style.marginLeft=i?-t/2+"px":0,n.style.marginTop=i?-e/2+"px":0)}var Jr={passive:!0},od={...Jr,capture:!0};function zi(n,t,e,i){t.addEventListener(n,e,i?od:Jr)}function Vr(n,t,e,i){t.removeEventListener(n,e,Jr)}dn&&Br();function Lt(n,t,e,i){let s;e=e||0,i=i||t.length-1;let r=i<=2147483647;for(;i-e>1;)s=r?e+i>>1:ut((e+i)/2),t[s]<n?e=s:i=s;return n-t[e]<=t[i]-n?e:i}function da(n){return(e,i,s)=>{let r=-1,o=-1;for(let c=i;c<=s;c++)if(n(e[c])){r=c;break}for(let c=s;c>=i;c--)if(n(e[c])){o=c;break}return[r,o]}}var ua=n=>n!=null,pa=n=>n!=null&&n>0,As=da(ua),ld=da(pa);function ad(n,t,e,i=0,s=!1){let r=s?ld:As,o=s?pa:ua;[t,e]=r(n,t,e);let c=n[t],h=n[t];if(t>-1)if(i==1)c=n[t],h=n[e];else if(i==-1)c=n[e],h=n[t];else for(let d=t;d<=e;d++){let g=n[d];o(g)&&(g<c?c=g:g>h&&(h=g))}return[c??pe,h??-pe]}function Ms(n,t,e,i){let s=Bl(n),r=Bl(t);n==t&&(s==-1?(n*=e,t/=e):(n/=e,t*=e));let o=e==10?Xt:ma,c=s==1?ut:St,h=r==1?St:ut,d=c(o(Re(n))),g=h(o(Re(t))),m=ln(e,d),_=ln(e,g);return e==10&&(d<0&&(m=me(m,-d)),g<0&&(_=me(_,-g))),i||e==2?(n=m*s,t=_*r):(n=ya(n,m),t=zs(t,_)),[n,t]}function Qr(n,t,e,i){let s=Ms(n,t,e,i);return n==0&&(s[0]=0),t==0&&(s[1]=0),s}var Xr=.1,Nl={mode:3,pad:Xr},Fn={pad:0,soft:null,mode:0},cd={min:Fn,max:Fn};function Cs(n,t,e,i){return Ds(e)?Hl(n,t,e):(Fn.pad=e,Fn.soft=i?0:null,Fn.mode=i?3:0,Hl(n,t,cd))}function oe(n,t){return n??t}function hd(n,t,e){for(t=oe(t,0),e=oe(e,n.length-1);t<=e;){if(n[t]!=null)return!0;t++}return!1}function Hl(n,t,e){let i=e.min,s=e.max,r=oe(i.pad,0),o=oe(s.pad,0),c=oe(i.hard,-pe),h=oe(s.hard,pe),d=oe(i.soft,pe),g=oe(s.soft,-pe),m=oe(i.mode,0),_=oe(s.mode,0),v=t-n,w=Xt(v),C=et(Re(n),Re(t)),L=Xt(C),R=Re(L-w);(v<1e-24||R>10)&&(v=0,(n==0||t==0)&&(v=1e-24,m==2&&d!=pe&&(r=0),_==2&&g!=-pe&&(o=0)));let k=v||C||1e3,V=Xt(k),T=ln(10,ut(V)),J=k*(v==0?n==0?.1:1:r),D=me(ya(n-J,T/10),24),Q=n>=d&&(m==1||m==3&&D<=d||m==2&&D>=d)?d:pe,q=et(c,D<Q&&n>=Q?Q:It(Q,D)),te=k*(v==0?t==0?.1:1:o),j=me(zs(t+te,T/10),24),E=t<=g&&(_==1||_==3&&j>=g||_==2&&j<=g)?g:-pe,Z=It(h,j>E&&t<=E?E:et(E,j));return q==Z&&q==0&&(Z=100),[q,Z]}var dd=new Intl.NumberFormat(dn?rd.language:"en-US"),eo=n=>dd.format(n),pt=Math,Ts=pt.PI,Re=pt.abs,ut=pt.floor,De=pt.round,St=pt.ceil,It=pt.min,et=pt.max,ln=pt.pow,Bl=pt.sign,Xt=pt.log10,ma=pt.log2,ud=(n,t=1)=>pt.sinh(n)*t,Lr=(n,t=1)=>pt.asinh(n/t),pe=1/0;function Fl(n){return(Xt((n^n>>31)-(n>>31))|0)+1}function Ur(n,t,e){return It(et(n,t),e)}function fa(n){return typeof n=="function"}function ie(n){return fa(n)?n:()=>n}var pd=()=>{},ga=n=>n,_a=(n,t)=>t,md=n=>null,Vl=n=>!0,Ul=(n,t)=>n==t,fd=/\.\d*?(?=9{6,}|0{6,})/gm,Di=n=>{if(va(n)||hi.has(n))return n;let t=`${n}`,e=t.match(fd);if(e==null)return n;let i=e[0].length-1;if(t.indexOf("e-")!=-1){let[s,r]=t.split("e");return+`${Di(s)}e${r}`}return me(n,i)};function Pi(n,t){return Di(me(Di(n/t))*t)}function zs(n,t){return Di(St(Di(n/t))*t)}function ya(n,t){return Di(ut(Di(n/t))*t)}function me(n,t=0){if(va(n))return n;let e=10**t,i=n*e*(1+Number.EPSILON);return De(i)/e}var hi=new Map;function ba(n){return((""+n).split(".")[1]||"").length}function Un(n,t,e,i){let s=[],r=i.map(ba);for(let o=t;o<e;o++){let c=Re(o),h=me(ln(n,o),c);for(let d=0;d<i.length;d++){let g=n==10?+`${i[d]}e${o}`:i[d]*h,m=(o>=0?0:c)+(o>=r[d]?0:r[d]),_=n==10?g:me(g,m);s.push(_),hi.set(_,m)}}return s}var Vn={},to=[],an=[null,null],ci=Array.isArray,va=Number.isInteger,gd=n=>n===void 0;function Wl(n){return typeof n=="string"}function Ds(n){let t=!1;if(n!=null){let e=n.constructor;t=e==null||e==Object}return t}function _d(n){return n!=null&&typeof n=="object"}var yd=Object.getPrototypeOf(Uint8Array),wa="__proto__";function cn(n,t=Ds){let e;if(ci(n)){let i=n.find(s=>s!=null);if(ci(i)||t(i)){e=Array(n.length);for(let s=0;s<n.length;s++)e[s]=cn(n[s],t)}else e=n.slice()}else if(n instanceof yd)e=n.slice();else if(t(n)){e={};for(let i in n)i!=wa&&(e[i]=cn(n[i],t))}else e=n;return e}function Pe(n){let t=arguments;for(let e=1;e<t.length;e++){let i=t[e];for(let s in i)s!=wa&&(Ds(n[s])?Pe(n[s],cn(i[s])):n[s]=cn(i[s]))}return n}var bd=0,vd=1,wd=2;function xd(n,t,e){for(let i=0,s,r=-1;i<t.length;i++){let o=t[i];if(o>r){for(s=o-1;s>=0&&n[s]==null;)n[s--]=null;for(s=o+1;s<e&&n[s]==null;)n[r=s++]=null}}}function Sd(n,t){if(Td(n)){let o=n[0].slice();for(let c=1;c<n.length;c++)o.push(...n[c].slice(1));return Ed(o[0])||(o=kd(o)),o}let e=new Set;for(let o=0;o<n.length;o++){let h=n[o][0],d=h.length;for(let g=0;g<d;g++)e.add(h[g])}let i=[Array.from(e).sort((o,c)=>o-c)],s=i[0].length,r=new Map;for(let o=0;o<s;o++)r.set(i[0][o],o);for(let o=0;o<n.length;o++){let c=n[o],h=c[0];for(let d=1;d<c.length;d++){let g=c[d],m=Array(s).fill(void 0),_=t?t[o][d]:vd,v=[];for(let w=0;w<g.length;w++){let C=g[w],L=r.get(h[w]);C===null?_!=bd&&(m[L]=C,_==wd&&v.push(L)):m[L]=C}xd(m,v,s),i.push(m)}}return i}var $d=typeof queueMicrotask>"u"?n=>Promise.resolve().then(n):queueMicrotask;function kd(n){let t=n[0],e=t.length,i=Array(e);for(let r=0;r<i.length;r++)i[r]=r;i.sort((r,o)=>t[r]-t[o]);let s=[];for(let r=0;r<n.length;r++){let o=n[r],c=Array(e);for(let h=0;h<e;h++)c[h]=o[i[h]];s.push(c)}return s}function Td(n){let t=n[0][0],e=t.length;for(let i=1;i<n.length;i++){let s=n[i][0];if(s.length!=e)return!1;if(s!=t){for(let r=0;r<e;r++)if(s[r]!=t[r])return!1}}return!0}function Ed(n,t=100){let e=n.length;if(e<=1)return!0;let i=0,s=e-1;for(;i<=s&&n[i]==null;)i++;for(;s>=i&&n[s]==null;)s--;if(s<=i)return!0;let r=et(1,ut((s-i+1)/t));for(let o=n[i],c=i+r;c<=s;c+=r){let h=n[c];if(h!=null){if(h<=o)return!1;o=h}}return!0}var xa=["January","February","March","April","May","June","July","August","September","October","November","December"],Sa=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function $a(n){return n.slice(0,3)}var Cd=Sa.map($a),Pd=xa.map($a),Ad={MMMM:xa,MMM:Pd,WWWW:Sa,WWW:Cd};function On(n){return(n<10?"0":"")+n}function Md(n){return(n<10?"00":n<100?"0":"")+n}var zd={YYYY:n=>n.getFullYear(),YY:n=>(n.getFullYear()+"").slice(2),MMMM:(n,t)=>t.MMMM[n.getMonth()],MMM:(n,t)=>t.MMM[n.getMonth()],MM:n=>On(n.getMonth()+1),M:n=>n.getMonth()+1,DD:n=>On(n.getDate()),D:n=>n.getDate(),WWWW:(n,t)=>t.WWWW[n.getDay()],WWW:(n,t)=>t.WWW[n.getDay()],HH:n=>On(n.getHours()),H:n=>n.getHours(),h:n=>{let t=n.getHours();return t==0?12:t>12?t-12:t},AA:n=>n.getHours()>=12?"PM":"AM",aa:n=>n.getHours()>=12?"pm":"am",a:n=>n.getHours()>=12?"p":"a",mm:n=>On(n.getMinutes()),m:n=>n.getMinutes(),ss:n=>On(n.getSeconds()),s:n=>n.getSeconds(),fff:n=>Md(n.getMilliseconds())};function io(n,t){t=t||Ad;let e=[],i=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=i.exec(n);)e.push(s[0][0]=="{"?zd[s[1]]:s[0]);return r=>{let o="";for(let c=0;c<e.length;c++)o+=typeof e[c]=="string"?e[c]:e[c](r,t);return o}}var Dd=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Rd(n,t){let e;return t=="UTC"||t=="Etc/UTC"?e=new Date(+n+n.getTimezoneOffset()*6e4):t==Dd?e=n:(e=new Date(n.toLocaleString("en-US",{timeZone:t})),e.setMilliseconds(n.getMilliseconds())),e}var ka=n=>n%1==0,Ps=[1,2,2.5,5],Ld=Un(10,-32,0,Ps),Ta=Un(10,0,32,Ps),Id=Ta.filter(ka),Ai=Ld.concat(Ta),no=`
`,Ea="{YYYY}",Gl=no+Ea,Ca="{M}/{D}",Bn=no+Ca,$s=Bn+"/{YY}",Pa="{aa}",Od="{h}:{mm}",rn=Od+Pa,Kl=no+rn,jl=":{ss}",he=null;function Aa(n){let t=n*1e3,e=t*60,i=e*60,s=i*24,r=s*30,o=s*365,h=(n==1?Un(10,0,3,Ps).filter(ka):Un(10,-3,0,Ps)).concat([t,t*5,t*10,t*15,t*30,e,e*5,e*10,e*15,e*30,i,i*2,i*3,i*4,i*6,i*8,i*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,r,r*2,r*3,r*4,r*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),d=[[o,Ea,he,he,he,he,he,he,1],[s*28,"{MMM}",Gl,he,he,he,he,he,1],[s,Ca,Gl,he,he,he,he,he,1],[i,"{h}"+Pa,$s,he,Bn,he,he,he,1],[e,rn,$s,he,Bn,he,he,he,1],[t,jl,$s+" "+rn,he,Bn+" "+rn,he,Kl,he,1],[n,jl+".{fff}",$s+" "+rn,he,Bn+" "+rn,he,Kl,he,1]];function g(m){return(_,v,w,C,L,R)=>{let k=[],V=L>=o,T=L>=r&&L<o,J=m(w),D=me(J*n,3),Q=Ir(J.getFullYear(),V?0:J.getMonth(),T||V?1:J.getDate()),q=me(Q*n,3);if(T||V){let te=T?L/r:0,j=V?L/o:0,E=D==q?D:me(Ir(Q.getFullYear()+j,Q.getMonth()+te,1)*n,3),Z=new Date(De(E/n)),O=Z.getFullYear(),G=Z.getMonth();for(let F=0;E<=C;F++){let ne=Ir(O+j*F,G+te*F,1),B=ne-m(me(ne*n,3));E=me((+ne+B)*n,3),E<=C&&k.push(E)}}else{let te=L>=s?s:L,j=ut(w)-ut(D),E=q+j+zs(D-q,te);k.push(E);let Z=m(E),O=Z.getHours()+Z.getMinutes()/e+Z.getSeconds()/i,G=L/i,F=_.axes[v]._space,ne=R/F;for(;E=me(E+L,n==1?0:3),!(E>C);)if(G>1){let B=ut(me(O+G,6))%24,se=m(E).getHours()-B;se>1&&(se=-1),E-=se*i,O=(O+G)%24;let de=k[k.length-1];me((E-de)/L,3)*ne>=.7&&k.push(E)}else k.push(E)}return k}}return[h,d,g]}var[Nd,Hd,Bd]=Aa(1),[Fd,Vd,Ud]=Aa(.001);Un(2,-53,53,[1]);function ql(n,t){return n.map(e=>e.map((i,s)=>s==0||s==8||i==null?i:t(s==1||e[8]==0?i:e[1]+i)))}function Yl(n,t){return(e,i,s,r,o)=>{let c=t.find(w=>o>=w[0])||t[t.length-1],h,d,g,m,_,v;return i.map(w=>{let C=n(w),L=C.getFullYear(),R=C.getMonth(),k=C.getDate(),V=C.getHours(),T=C.getMinutes(),J=C.getSeconds(),D=L!=h&&c[2]||R!=d&&c[3]||k!=g&&c[4]||V!=m&&c[5]||T!=_&&c[6]||J!=v&&c[7]||c[1];return h=L,d=R,g=k,m=V,_=T,v=J,D(C)})}}function Wd(n,t){let e=io(t);return(i,s,r,o,c)=>s.map(h=>e(n(h)))}function Ir(n,t,e){return new Date(n,t,e)}function Zl(n,t){return t(n)}var Gd="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Jl(n,t){return(e,i,s,r)=>r==null?Zr:t(n(i))}function Kd(n,t){let e=n.series[t];return e.width?e.stroke(n,t):e.points.width?e.points.stroke(n,t):null}function jd(n,t){return n.series[t].fill(n,t)}var qd={show:!0,live:!0,isolate:!1,mount:pd,markers:{show:!0,width:2,stroke:Kd,fill:jd,dash:"solid"},idx:null,idxs:null,values:[]};function Yd(n,t){let e=n.cursor.points,i=xt(),s=e.size(n,t);ve(i,Nn,s),ve(i,Hn,s);let r=s/-2;ve(i,"marginLeft",r),ve(i,"marginTop",r);let o=e.width(n,t,s);return o&&ve(i,"borderWidth",o),i}function Zd(n,t){let e=n.series[t].points;return e._fill||e._stroke}function Jd(n,t){let e=n.series[t].points;return e._stroke||e._fill}function Qd(n,t){return n.series[t].points.size}var Or=[0,0];function Xd(n,t,e){return Or[0]=t,Or[1]=e,Or}function ks(n,t,e,i=!0){return s=>{s.button==0&&(!i||s.target==t)&&e(s)}}function Nr(n,t,e,i=!0){return s=>{(!i||s.target==t)&&e(s)}}var eu={show:!0,x:!0,y:!0,lock:!1,move:Xd,points:{one:!1,show:Yd,size:Qd,width:0,stroke:Jd,fill:Zd},bind:{mousedown:ks,mouseup:ks,click:ks,dblclick:ks,mousemove:Nr,mouseleave:Nr,mouseenter:Nr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(n,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(n,t,e,i,s)=>i-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ma={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},so=Pe({},Ma,{filter:_a}),za=Pe({},so,{size:10}),Da=Pe({},Ma,{show:!1}),ro='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ra="bold "+ro,La=1.5,Ql={show:!0,scale:"x",stroke:Yr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ra,side:2,grid:so,ticks:za,border:Da,font:ro,lineGap:La,rotate:0},tu="Value",iu="Time",Xl={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function nu(n,t,e,i,s){return t.map(r=>r==null?"":eo(r))}function su(n,t,e,i,s,r,o){let c=[],h=hi.get(s)||0;e=o?e:me(zs(e,s),h);for(let d=e;d<=i;d=me(d+s,h))c.push(Object.is(d,-0)?0:d);return c}function Wr(n,t,e,i,s,r,o){let c=[],h=n.scales[n.axes[t].scale].log,d=h==10?Xt:ma,g=ut(d(e));s=ln(h,g),h==10&&(s=Ai[Lt(s,Ai)]);let m=e,_=s*h;h==10&&(_=Ai[Lt(_,Ai)]);do c.push(m),m=m+s,h==10&&!hi.has(m)&&(m=me(m,hi.get(s))),m>=_&&(s=m,_=s*h,h==10&&(_=Ai[Lt(_,Ai)]));while(m<=i);return c}function ru(n,t,e,i,s,r,o){let h=n.scales[n.axes[t].scale].asinh,d=i>h?Wr(n,t,et(h,e),i,s):[h],g=i>=0&&e<=0?[0]:[];return(e<-h?Wr(n,t,et(h,-i),-e,s):[h]).reverse().map(_=>-_).concat(g,d)}var Ia=/./,ou=/[12357]/,lu=/[125]/,ea=/1/,Gr=(n,t,e,i)=>n.map((s,r)=>t==4&&s==0||r%i==0&&e.test(s.toExponential()[s<0?1:0])?s:null);function au(n,t,e,i,s){let r=n.axes[e],o=r.scale,c=n.scales[o],h=n.valToPos,d=r._space,g=h(10,o),m=h(9,o)-g>=d?Ia:h(7,o)-g>=d?ou:h(5,o)-g>=d?lu:ea;if(m==ea){let _=Re(h(1,o)-g);if(_<d)return Gr(t.slice().reverse(),c.distr,m,St(d/_)).reverse()}return Gr(t,c.distr,m,1)}function cu(n,t,e,i,s){let r=n.axes[e],o=r.scale,c=r._space,h=n.valToPos,d=Re(h(1,o)-h(2,o));return d<c?Gr(t.slice().reverse(),3,Ia,St(c/d)).reverse():t}function hu(n,t,e,i){return i==null?Zr:t==null?"":eo(t)}var ta={show:!0,scale:"y",stroke:Yr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ra,side:3,grid:so,ticks:za,border:Da,font:ro,lineGap:La,rotate:0};function du(n,t){let e=3+(n||1)*2;return me(e*t,3)}function uu(n,t){let{scale:e,idxs:i}=n.series[0],s=n._data[0],r=n.valToPos(s[i[0]],e,!0),o=n.valToPos(s[i[1]],e,!0),c=Re(o-r),h=n.series[t],d=c/(h.points.space*ae);return i[1]-i[0]<=d}var ia={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Oa=(n,t,e,i,s)=>s,na={show:!0,auto:!0,sorted:0,gaps:Oa,alpha:1,facets:[Pe({},ia,{scale:"x"}),Pe({},ia,{scale:"y"})]},sa={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Oa,alpha:1,points:{show:uu,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function pu(n,t,e,i,s){return e/10}var Na={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},mu=Pe({},Na,{time:!1,ori:1}),ra={};function Ha(n,t){let e=ra[n];return e||(e={key:n,plots:[],sub(i){e.plots.push(i)},unsub(i){e.plots=e.plots.filter(s=>s!=i)},pub(i,s,r,o,c,h,d){for(let g=0;g<e.plots.length;g++)e.plots[g]!=s&&e.plots[g].pub(i,s,r,o,c,h,d)}},n!=null&&(ra[n]=e)),e}var hn=1,Kr=2;function Ri(n,t,e){let i=n.mode,s=n.series[t],r=i==2?n._data[t]:n._data,o=n.scales,c=n.bbox,h=r[0],d=i==2?r[1]:r[t],g=i==2?o[s.facets[0].scale]:o[n.series[0].scale],m=i==2?o[s.facets[1].scale]:o[s.scale],_=c.left,v=c.top,w=c.width,C=c.height,L=n.valToPosH,R=n.valToPosV;return g.ori==0?e(s,h,d,g,m,L,R,_,v,w,C,Ls,un,Os,Fa,Ua):e(s,h,d,g,m,R,L,v,_,C,w,Is,pn,ao,Va,Wa)}function oo(n,t){let e=0,i=0,s=oe(n.bands,to);for(let r=0;r<s.length;r++){let o=s[r];o.series[0]==t?e=o.dir:o.series[1]==t&&(o.dir==1?i|=1:i|=2)}return[e,i==1?-1:i==2?1:i==3?2:0]}function fu(n,t,e,i,s){let r=n.mode,o=n.series[t],c=r==2?o.facets[1].scale:o.scale,h=n.scales[c];return s==-1?h.min:s==1?h.max:h.distr==3?h.dir==1?h.min:h.max:0}function ei(n,t,e,i,s,r){return Ri(n,t,(o,c,h,d,g,m,_,v,w,C,L)=>{let R=o.pxRound,k=d.dir*(d.ori==0?1:-1),V=d.ori==0?un:pn,T,J;k==1?(T=e,J=i):(T=i,J=e);let D=R(m(c[T],d,C,v)),Q=R(_(h[T],g,L,w)),q=R(m(c[J],d,C,v)),te=R(_(r==1?g.max:g.min,g,L,w)),j=new Path2D(s);return V(j,q,te),V(j,D,te),V(j,D,Q),j})}function Rs(n,t,e,i,s,r){let o=null;if(n.length>0){o=new Path2D;let c=t==0?Os:ao,h=e;for(let m=0;m<n.length;m++){let _=n[m];if(_[1]>_[0]){let v=_[0]-h;v>0&&c(o,h,i,v,i+r),h=_[1]}}let d=e+s-h,g=10;d>0&&c(o,h,i-g/2,d,i+r+g)}return o}function gu(n,t,e){let i=n[n.length-1];i&&i[0]==t?i[1]=e:n.push([t,e])}function lo(n,t,e,i,s,r,o){let c=[],h=n.length;for(let d=s==1?e:i;d>=e&&d<=i;d+=s)if(t[d]===null){let m=d,_=d;if(s==1)for(;++d<=i&&t[d]===null;)_=d;else for(;--d>=e&&t[d]===null;)_=d;let v=r(n[m]),w=_==m?v:r(n[_]),C=m-s;v=o<=0&&C>=0&&C<h?r(n[C]):v;let R=_+s;w=o>=0&&R>=0&&R<h?r(n[R]):w,w>=v&&c.push([v,w])}return c}function oa(n){return n==0?ga:n==1?De:t=>Pi(t,n)}function Ba(n){let t=n==0?Ls:Is,e=n==0?(s,r,o,c,h,d)=>{s.arcTo(r,o,c,h,d)}:(s,r,o,c,h,d)=>{s.arcTo(o,r,h,c,d)},i=n==0?(s,r,o,c,h)=>{s.rect(r,o,c,h)}:(s,r,o,c,h)=>{s.rect(o,r,h,c)};return(s,r,o,c,h,d=0,g=0)=>{d==0&&g==0?i(s,r,o,c,h):(d=It(d,c/2,h/2),g=It(g,c/2,h/2),t(s,r+d,o),e(s,r+c,o,r+c,o+h,d),e(s,r+c,o+h,r,o+h,g),e(s,r,o+h,r,o,g),e(s,r,o,r+c,o,d),s.closePath())}}var Ls=(n,t,e)=>{n.moveTo(t,e)},Is=(n,t,e)=>{n.moveTo(e,t)},un=(n,t,e)=>{n.lineTo(t,e)},pn=(n,t,e)=>{n.lineTo(e,t)},Os=Ba(0),ao=Ba(1),Fa=(n,t,e,i,s,r)=>{n.arc(t,e,i,s,r)},Va=(n,t,e,i,s,r)=>{n.arc(e,t,i,s,r)},Ua=(n,t,e,i,s,r,o)=>{n.bezierCurveTo(t,e,i,s,r,o)},Wa=(n,t,e,i,s,r,o)=>{n.bezierCurveTo(e,t,s,i,o,r)};function Ga(n){return(t,e,i,s,r)=>Ri(t,e,(o,c,h,d,g,m,_,v,w,C,L)=>{let{pxRound:R,points:k}=o,V,T;d.ori==0?(V=Ls,T=Fa):(V=Is,T=Va);let J=me(k.width*ae,3),D=(k.size-k.width)/2*ae,Q=me(D*2,3),q=new Path2D,te=new Path2D,{left:j,top:E,width:Z,height:O}=t.bbox;Os(te,j-Q,E-Q,Z+Q*2,O+Q*2);let G=F=>{if(h[F]!=null){let ne=R(m(c[F],d,C,v)),B=R(_(h[F],g,L,w));V(q,ne+D,B),T(q,ne,B,D,0,Ts*2)}};if(r)r.forEach(G);else for(let F=i;F<=s;F++)G(F);return{stroke:J>0?q:null,fill:q,clip:te,flags:hn|Kr}})}function Ka(n){return(t,e,i,s,r,o)=>{i!=s&&(r!=i&&o!=i&&n(t,e,i),r!=s&&o!=s&&n(t,e,s),n(t,e,o))}}var _u=Ka(un),yu=Ka(pn);function ja(n){let t=oe(n?.alignGaps,0);return(e,i,s,r)=>Ri(e,i,(o,c,h,d,g,m,_,v,w,C,L)=>{[s,r]=As(h,s,r);let R=o.pxRound,k=O=>R(m(O,d,C,v)),V=O=>R(_(O,g,L,w)),T,J;d.ori==0?(T=un,J=_u):(T=pn,J=yu);let D=d.dir*(d.ori==0?1:-1),Q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:hn},q=Q.stroke,te=!1;if(r-s>=C*4){let O=N=>e.posToVal(N,d.key,!0),G=null,F=null,ne,B,it,we=k(c[D==1?s:r]),se=k(c[s]),de=k(c[r]),X=O(D==1?se+1:de-1);for(let N=D==1?s:r;N>=s&&N<=r;N+=D){let Ae=c[N],xe=(D==1?Ae<X:Ae>X)?we:k(Ae),ce=h[N];xe==we?ce!=null?(B=ce,G==null?(T(q,xe,V(B)),ne=G=F=B):B<G?G=B:B>F&&(F=B)):ce===null&&(te=!0):(G!=null&&J(q,we,V(G),V(F),V(ne),V(B)),ce!=null?(B=ce,T(q,xe,V(B)),G=F=ne=B):(G=F=null,ce===null&&(te=!0)),we=xe,X=O(we+D))}G!=null&&G!=F&&it!=we&&J(q,we,V(G),V(F),V(ne),V(B))}else for(let O=D==1?s:r;O>=s&&O<=r;O+=D){let G=h[O];G===null?te=!0:G!=null&&T(q,k(c[O]),V(G))}let[E,Z]=oo(e,i);if(o.fill!=null||E!=0){let O=Q.fill=new Path2D(q),G=o.fillTo(e,i,o.min,o.max,E),F=V(G),ne=k(c[s]),B=k(c[r]);D==-1&&([B,ne]=[ne,B]),T(O,B,F),T(O,ne,F)}if(!o.spanGaps){let O=[];te&&O.push(...lo(c,h,s,r,D,k,t)),Q.gaps=O=o.gaps(e,i,s,r,O),Q.clip=Rs(O,d.ori,v,w,C,L)}return Z!=0&&(Q.band=Z==2?[ei(e,i,s,r,q,-1),ei(e,i,s,r,q,1)]:ei(e,i,s,r,q,Z)),Q})}function bu(n){let t=oe(n.align,1),e=oe(n.ascDesc,!1),i=oe(n.alignGaps,0),s=oe(n.extend,!1);return(r,o,c,h)=>Ri(r,o,(d,g,m,_,v,w,C,L,R,k,V)=>{[c,h]=As(m,c,h);let T=d.pxRound,{left:J,width:D}=r.bbox,Q=se=>T(w(se,_,k,L)),q=se=>T(C(se,v,V,R)),te=_.ori==0?un:pn,j={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:hn},E=j.stroke,Z=_.dir*(_.ori==0?1:-1),O=q(m[Z==1?c:h]),G=Q(g[Z==1?c:h]),F=G,ne=G;s&&t==-1&&(ne=J,te(E,ne,O)),te(E,G,O);for(let se=Z==1?c:h;se>=c&&se<=h;se+=Z){let de=m[se];if(de==null)continue;let X=Q(g[se]),N=q(de);t==1?te(E,X,O):te(E,F,N),te(E,X,N),O=N,F=X}let B=F;s&&t==1&&(B=J+D,te(E,B,O));let[it,we]=oo(r,o);if(d.fill!=null||it!=0){let se=j.fill=new Path2D(E),de=d.fillTo(r,o,d.min,d.max,it),X=q(de);te(se,B,X),te(se,ne,X)}if(!d.spanGaps){let se=[];se.push(...lo(g,m,c,h,Z,Q,i));let de=d.width*ae/2,X=e||t==1?de:-de,N=e||t==-1?-de:de;se.forEach(Ae=>{Ae[0]+=X,Ae[1]+=N}),j.gaps=se=d.gaps(r,o,c,h,se),j.clip=Rs(se,_.ori,L,R,k,V)}return we!=0&&(j.band=we==2?[ei(r,o,c,h,E,-1),ei(r,o,c,h,E,1)]:ei(r,o,c,h,E,we)),j})}function la(n,t,e,i,s,r,o=pe){if(n.length>1){let c=null;for(let h=0,d=1/0;h<n.length;h++)if(t[h]!==void 0){if(c!=null){let g=Re(n[h]-n[c]);g<d&&(d=g,o=Re(e(n[h],i,s,r)-e(n[c],i,s,r)))}c=h}}return o}function vu(n){n=n||Vn;let t=oe(n.size,[.6,pe,1]),e=n.align||0,i=n.gap||0,s=n.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let r=ie(s),o=1-t[0],c=oe(t[1],pe),h=oe(t[2],1),d=oe(n.disp,Vn),g=oe(n.each,v=>{}),{fill:m,stroke:_}=d;return(v,w,C,L)=>Ri(v,w,(R,k,V,T,J,D,Q,q,te,j,E)=>{let Z=R.pxRound,O=e,G=i*ae,F=c*ae,ne=h*ae,B,it;T.ori==0?[B,it]=r(v,w):[it,B]=r(v,w);let we=T.dir*(T.ori==0?1:-1),se=T.ori==0?Os:ao,de=T.ori==0?g:(M,fe,Me,Hi,gi,Ht,_i)=>{g(M,fe,Me,gi,Hi,_i,Ht)},X=oe(v.bands,to).find(M=>M.series[0]==w),N=X!=null?X.dir:0,Ae=R.fillTo(v,w,R.min,R.max,N),Ye=Z(Q(Ae,J,E,te)),xe,ce,Ct,ot=j,ke=Z(R.width*ae),Nt=!1,qt=null,ft=null,ii=null,Ii=null;m!=null&&(ke==0||_!=null)&&(Nt=!0,qt=m.values(v,w,C,L),ft=new Map,new Set(qt).forEach(M=>{M!=null&&ft.set(M,new Path2D)}),ke>0&&(ii=_.values(v,w,C,L),Ii=new Map,new Set(ii).forEach(M=>{M!=null&&Ii.set(M,new Path2D)})));let{x0:Oi,size:xn}=d;if(Oi!=null&&xn!=null){O=1,k=Oi.values(v,w,C,L),Oi.unit==2&&(k=k.map(Me=>v.posToVal(q+Me*j,T.key,!0)));let M=xn.values(v,w,C,L);xn.unit==2?ce=M[0]*j:ce=D(M[0],T,j,q)-D(0,T,j,q),ot=la(k,V,D,T,j,q,ot),Ct=ot-ce+G}else ot=la(k,V,D,T,j,q,ot),Ct=ot*o+G,ce=ot-Ct;Ct<1&&(Ct=0),ke>=ce/2&&(ke=0),Ct<5&&(Z=ga);let is=Ct>0,mi=ot-Ct-(is?ke:0);ce=Z(Ur(mi,ne,F)),xe=(O==0?ce/2:O==we?0:ce)-O*we*((O==0?G/2:0)+(is?ke/2:0));let Ze={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Ni=Nt?null:new Path2D,Yt=null;if(X!=null)Yt=v.data[X.series[1]];else{let{y0:M,y1:fe}=d;M!=null&&fe!=null&&(V=fe.values(v,w,C,L),Yt=M.values(v,w,C,L))}let fi=B*ce,Y=it*ce;for(let M=we==1?C:L;M>=C&&M<=L;M+=we){let fe=V[M];if(fe==null)continue;if(Yt!=null){let nt=Yt[M]??0;if(fe-nt==0)continue;Ye=Q(nt,J,E,te)}let Me=T.distr!=2||d!=null?k[M]:M,Hi=D(Me,T,j,q),gi=Q(oe(fe,Ae),J,E,te),Ht=Z(Hi-xe),_i=Z(et(gi,Ye)),lt=Z(It(gi,Ye)),gt=_i-lt;if(fe!=null){let nt=fe<0?Y:fi,Pt=fe<0?fi:Y;Nt?(ke>0&&ii[M]!=null&&se(Ii.get(ii[M]),Ht,lt+ut(ke/2),ce,et(0,gt-ke),nt,Pt),qt[M]!=null&&se(ft.get(qt[M]),Ht,lt+ut(ke/2),ce,et(0,gt-ke),nt,Pt)):se(Ni,Ht,lt+ut(ke/2),ce,et(0,gt-ke),nt,Pt),de(v,w,M,Ht-ke/2,lt,ce+ke,gt)}}return ke>0?Ze.stroke=Nt?Ii:Ni:Nt||(Ze._fill=R.width==0?R._fill:R._stroke??R._fill,Ze.width=0),Ze.fill=Nt?ft:Ni,Ze})}function wu(n,t){let e=oe(t?.alignGaps,0);return(i,s,r,o)=>Ri(i,s,(c,h,d,g,m,_,v,w,C,L,R)=>{[r,o]=As(d,r,o);let k=c.pxRound,V=B=>k(_(B,g,L,w)),T=B=>k(v(B,m,R,C)),J,D,Q;g.ori==0?(J=Ls,Q=un,D=Ua):(J=Is,Q=pn,D=Wa);let q=g.dir*(g.ori==0?1:-1),te=V(h[q==1?r:o]),j=te,E=[],Z=[];for(let B=q==1?r:o;B>=r&&B<=o;B+=q)if(d[B]!=null){let we=h[B],se=V(we);E.push(j=se),Z.push(T(d[B]))}let O={stroke:n(E,Z,J,Q,D,k),fill:null,clip:null,band:null,gaps:null,flags:hn},G=O.stroke,[F,ne]=oo(i,s);if(c.fill!=null||F!=0){let B=O.fill=new Path2D(G),it=c.fillTo(i,s,c.min,c.max,F),we=T(it);Q(B,j,we),Q(B,te,we)}if(!c.spanGaps){let B=[];B.push(...lo(h,d,r,o,q,V,e)),O.gaps=B=c.gaps(i,s,r,o,B),O.clip=Rs(B,g.ori,w,C,L,R)}return ne!=0&&(O.band=ne==2?[ei(i,s,r,o,G,-1),ei(i,s,r,o,G,1)]:ei(i,s,r,o,G,ne)),O})}function xu(n){return wu(Su,n)}function Su(n,t,e,i,s,r){let o=n.length;if(o<2)return null;let c=new Path2D;if(e(c,n[0],t[0]),o==2)i(c,n[1],t[1]);else{let h=Array(o),d=Array(o-1),g=Array(o-1),m=Array(o-1);for(let _=0;_<o-1;_++)g[_]=t[_+1]-t[_],m[_]=n[_+1]-n[_],d[_]=g[_]/m[_];h[0]=d[0];for(let _=1;_<o-1;_++)d[_]===0||d[_-1]===0||d[_-1]>0!=d[_]>0?h[_]=0:(h[_]=3*(m[_-1]+m[_])/((2*m[_]+m[_-1])/d[_-1]+(m[_]+2*m[_-1])/d[_]),isFinite(h[_])||(h[_]=0));h[o-1]=d[o-2];for(let _=0;_<o-1;_++)s(c,n[_]+m[_]/3,t[_]+h[_]*m[_]/3,n[_+1]-m[_]/3,t[_+1]-h[_+1]*m[_]/3,n[_+1],t[_+1])}return c}var jr=new Set;function aa(){for(let n of jr)n.syncRect(!0)}dn&&(zi(nd,on,aa),zi(sd,on,aa,!0),zi(Es,on,()=>{Ge.pxRatio=ae}));var $u=ja(),ku=Ga();function ca(n,t,e,i){return(i?[n[0],n[1]].concat(n.slice(2)):[n[0]].concat(n.slice(1))).map((r,o)=>qr(r,o,t,e))}function Tu(n,t){return n.map((e,i)=>i==0?{}:Pe({},t,e))}function qr(n,t,e,i){return Pe({},t==0?e:i,n)}function qa(n,t,e){return t==null?an:[t,e]}var Eu=qa;function Cu(n,t,e){return t==null?an:Cs(t,e,Xr,!0)}function Ya(n,t,e,i){return t==null?an:Ms(t,e,n.scales[i].log,!1)}var Pu=Ya;function Za(n,t,e,i){return t==null?an:Qr(t,e,n.scales[i].log,!1)}var Au=Za;function Mu(n,t,e,i,s){let r=et(Fl(n),Fl(t)),o=t-n,c=Lt(s/i*o,e);do{let h=e[c],d=i*h/o;if(d>=s&&r+(h<5?hi.get(h):0)<=17)return[h,d]}while(++c<e.length);return[0,0]}function ha(n){let t,e;return n=n.replace(/(\d+)px/,(i,s)=>(t=De((e=+s)*ae))+"px"),[n,t,e]}function zu(n){n.show&&[n.font,n.labelFont].forEach(t=>{let e=me(t[2]*ae,1);t[0]=t[0].replace(/[0-9.]+px/,e+"px"),t[1]=e})}function Ge(n,t,e){let i={mode:oe(n.mode,1)},s=i.mode;function r(l,a,u,p){let f=a.valToPct(l);return p+u*(a.dir==-1?1-f:f)}function o(l,a,u,p){let f=a.valToPct(l);return p+u*(a.dir==-1?f:1-f)}function c(l,a,u,p){return a.ori==0?r(l,a,u,p):o(l,a,u,p)}i.valToPosH=r,i.valToPosV=o;let h=!1;i.status=0;let d=i.root=xt(Hh);if(n.id!=null&&(d.id=n.id),dt(d,n.class),n.title){let l=xt(Vh,d);l.textContent=n.title}let g=Rt("canvas"),m=i.ctx=g.getContext("2d"),_=xt(Uh,d);zi("click",_,l=>{l.target===w&&(ge!=Zi||Se!=Ji)&&Ue.click(i,l)},!0);let v=i.under=xt(Wh,_);_.appendChild(g);let w=i.over=xt(Gh,_);n=cn(n);let C=+oe(n.pxAlign,1),L=oa(C);(n.plugins||[]).forEach(l=>{l.opts&&(n=l.opts(i,n)||n)});let R=n.ms||.001,k=i.series=s==1?ca(n.series||[],Xl,sa,!1):Tu(n.series||[null],na),V=i.axes=ca(n.axes||[],Ql,ta,!0),T=i.scales={},J=i.bands=n.bands||[];J.forEach(l=>{l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1)});let D=s==2?k[1].facets[0].scale:k[0].scale,Q={axes:ah,series:nh},q=(n.drawOrder||["axes","series"]).map(l=>Q[l]);function te(l){let a=l.distr==3?u=>Xt(u>0?u:l.clamp(i,u,l.min,l.max,l.key)):l.distr==4?u=>Lr(u,l.asinh):l.distr==100?u=>l.fwd(u):u=>u;return u=>{let p=a(u),{_min:f,_max:y}=l,b=y-f;return(p-f)/b}}function j(l){let a=T[l];if(a==null){let u=(n.scales||Vn)[l]||Vn;if(u.from!=null){j(u.from);let p=Pe({},T[u.from],u,{key:l});p.valToPct=te(p),T[l]=p}else{a=T[l]=Pe({},l==D?Na:mu,u),a.key=l;let p=a.time,f=a.range,y=ci(f);if((l!=D||s==2&&!p)&&(y&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?Nl:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?Nl:{mode:1,hard:f[1],soft:f[1]}},y=!1),!y&&Ds(f))){let b=f;f=(x,S,P)=>S==null?an:Cs(S,P,b)}a.range=ie(f||(p?Eu:l==D?a.distr==3?Pu:a.distr==4?Au:qa:a.distr==3?Ya:a.distr==4?Za:Cu)),a.auto=ie(y?!1:a.auto),a.clamp=ie(a.clamp||pu),a._min=a._max=null,a.valToPct=te(a)}}}j("x"),j("y"),s==1&&k.forEach(l=>{j(l.scale)}),V.forEach(l=>{j(l.scale)});for(let l in n.scales)j(l);let E=T[D],Z=E.distr,O,G;E.ori==0?(dt(d,Bh),O=r,G=o):(dt(d,Fh),O=o,G=r);let F={};for(let l in T){let a=T[l];(a.min!=null||a.max!=null)&&(F[l]={min:a.min,max:a.max},a.min=a.max=null)}let ne=n.tzDate||(l=>new Date(De(l/R))),B=n.fmtDate||io,it=R==1?Bd(ne):Ud(ne),we=Yl(ne,ql(R==1?Hd:Vd,B)),se=Jl(ne,Zl(Gd,B)),de=[],X=i.legend=Pe({},qd,n.legend),N=i.cursor=Pe({},eu,{drag:{y:s==2}},n.cursor),Ae=X.show,Ye=N.show,xe=X.markers;X.idxs=de,xe.width=ie(xe.width),xe.dash=ie(xe.dash),xe.stroke=ie(xe.stroke),xe.fill=ie(xe.fill);let ce,Ct,ot,ke=[],Nt=[],qt,ft=!1,ii={};if(X.live){let l=k[1]?k[1].values:null;ft=l!=null,qt=ft?l(i,1,0):{_:0};for(let a in qt)ii[a]=Zr}if(Ae)if(ce=Rt("table",Jh,d),ot=Rt("tbody",null,ce),X.mount(i,ce),ft){Ct=Rt("thead",null,ce,ot);let l=Rt("tr",null,Ct);Rt("th",null,l);for(var Ii in qt)Rt("th",kl,l).textContent=Ii}else dt(ce,Xh),X.live&&dt(ce,Qh);let Oi={show:!0},xn={show:!1};function is(l,a){if(a==0&&(ft||!X.live||s==2))return an;let u=[],p=Rt("tr",ed,ot,ot.childNodes[a]);dt(p,l.class),l.show||dt(p,Mi);let f=Rt("th",null,p);if(xe.show){let x=xt(td,f);if(a>0){let S=xe.width(i,a);S&&(x.style.border=S+"px "+xe.dash(i,a)+" "+xe.stroke(i,a)),x.style.background=xe.fill(i,a)}}let y=xt(kl,f);l.label instanceof HTMLElement?y.appendChild(l.label):y.textContent=l.label,a>0&&(xe.show||(y.style.color=l.width>0?xe.stroke(i,a):xe.fill(i,a)),Ze("click",f,x=>{if(N._lock)return;bi(x);let S=k.indexOf(l);if((x.ctrlKey||x.metaKey)!=X.isolate){let P=k.some((A,z)=>z>0&&z!=S&&A.show);k.forEach((A,z)=>{z>0&&Ft(z,P?z==S?Oi:xn:Oi,!0,Ce.setSeries)})}else Ft(S,{show:!l.show},!0,Ce.setSeries)},!1),Fi&&Ze(Pl,f,x=>{N._lock||(bi(x),Ft(k.indexOf(l),Xi,!0,Ce.setSeries))},!1));for(var b in qt){let x=Rt("td",id,p);x.textContent="--",u.push(x)}return[p,u]}let mi=new Map;function Ze(l,a,u,p=!0){let f=mi.get(a)||{},y=N.bind[l](i,a,u,p);y&&(zi(l,a,f[l]=y),mi.set(a,f))}function Ni(l,a,u){let p=mi.get(a)||{};for(let f in p)(l==null||f==l)&&(Vr(f,a,p[f]),delete p[f]);l==null&&mi.delete(a)}let Yt=0,fi=0,Y=0,M=0,fe=0,Me=0,Hi=fe,gi=Me,Ht=Y,_i=M,lt=0,gt=0,nt=0,Pt=0;i.bbox={};let Xs=!1,ns=!1,Bi=!1,yi=!1,ss=!1,_t=!1;function er(l,a,u){(u||l!=i.width||a!=i.height)&&Po(l,a),Ki(!1),Bi=!0,ns=!0,ji()}function Po(l,a){i.width=Yt=Y=l,i.height=fi=M=a,fe=Me=0,Zc(),Jc();let u=i.bbox;lt=u.left=Pi(fe*ae,.5),gt=u.top=Pi(Me*ae,.5),nt=u.width=Pi(Y*ae,.5),Pt=u.height=Pi(M*ae,.5)}let jc=3;function qc(){let l=!1,a=0;for(;!l;){a++;let u=oh(a),p=lh(a);l=a==jc||u&&p,l||(Po(i.width,i.height),ns=!0)}}function Yc({width:l,height:a}){er(l,a)}i.setSize=Yc;function Zc(){let l=!1,a=!1,u=!1,p=!1;V.forEach((f,y)=>{if(f.show&&f._show){let{side:b,_size:x}=f,S=b%2,P=f.label!=null?f.labelSize:0,A=x+P;A>0&&(S?(Y-=A,b==3?(fe+=A,p=!0):u=!0):(M-=A,b==0?(Me+=A,l=!0):a=!0))}}),vi[0]=l,vi[1]=u,vi[2]=a,vi[3]=p,Y-=ni[1]+ni[3],fe+=ni[3],M-=ni[2]+ni[0],Me+=ni[0]}function Jc(){let l=fe+Y,a=Me+M,u=fe,p=Me;function f(y,b){switch(y){case 1:return l+=b,l-b;case 2:return a+=b,a-b;case 3:return u-=b,u+b;case 0:return p-=b,p+b}}V.forEach((y,b)=>{if(y.show&&y._show){let x=y.side;y._pos=f(x,y._size),y.label!=null&&(y._lpos=f(x,y.labelSize))}})}if(N.dataIdx==null){let l=N.hover,a=l.skip=new Set(l.skip??[]);a.add(void 0);let u=l.prox=ie(l.prox),p=l.bias??=0;N.dataIdx=(f,y,b,x)=>{if(y==0)return b;let S=b,P=u(f,y,b,x)??pe,A=P>=0&&P<pe,z=E.ori==0?Y:M,K=N.left,le=t[0],re=t[y];if(a.has(re[b])){S=null;let ee=null,W=null,H;if(p==0||p==-1)for(H=b;ee==null&&H-- >0;)a.has(re[H])||(ee=H);if(p==0||p==1)for(H=b;W==null&&H++<re.length;)a.has(re[H])||(W=H);if(ee!=null||W!=null)if(A){let ye=ee==null?-1/0:O(le[ee],E,z,0),Te=W==null?1/0:O(le[W],E,z,0),Be=K-ye,ue=Te-K;Be<=ue?Be<=P&&(S=ee):ue<=P&&(S=W)}else S=W==null?ee:ee==null?W:b-ee<=W-b?ee:W}else A&&Re(K-O(le[b],E,z,0))>P&&(S=null);return S}}let bi=l=>{N.event=l};N.idxs=de,N._lock=!1;let Ke=N.points;Ke.show=ie(Ke.show),Ke.size=ie(Ke.size),Ke.stroke=ie(Ke.stroke),Ke.width=ie(Ke.width),Ke.fill=ie(Ke.fill);let Bt=i.focus=Pe({},n.focus||{alpha:.3},N.focus),Fi=Bt.prox>=0,Vi=Fi&&Ke.one,yt=[],Ui=[],Wi=[];function Ao(l,a){let u=Ke.show(i,a);if(u instanceof HTMLElement)return dt(u,Zh),dt(u,l.class),Gt(u,-10,-10,Y,M),w.insertBefore(u,yt[a]),u}function Mo(l,a){if(s==1||a>0){let u=s==1&&T[l.scale].time,p=l.value;l.value=u?Wl(p)?Jl(ne,Zl(p,B)):p||se:p||hu,l.label=l.label||(u?iu:tu)}if(Vi||a>0){l.width=l.width==null?1:l.width,l.paths=l.paths||$u||md,l.fillTo=ie(l.fillTo||fu),l.pxAlign=+oe(l.pxAlign,C),l.pxRound=oa(l.pxAlign),l.stroke=ie(l.stroke||null),l.fill=ie(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let u=du(et(1,l.width),1),p=l.points=Pe({},{size:u,width:et(1,u*.2),stroke:l.stroke,space:u*2,paths:ku,_stroke:null,_fill:null},l.points);p.show=ie(p.show),p.filter=ie(p.filter),p.fill=ie(p.fill),p.stroke=ie(p.stroke),p.paths=ie(p.paths),p.pxAlign=l.pxAlign}if(Ae){let u=is(l,a);ke.splice(a,0,u[0]),Nt.splice(a,0,u[1]),X.values.push(null)}if(Ye){de.splice(a,0,null);let u=null;Vi?a==0&&(u=Ao(l,a)):a>0&&(u=Ao(l,a)),yt.splice(a,0,u),Ui.splice(a,0,0),Wi.splice(a,0,0)}He("addSeries",a)}function Qc(l,a){a=a??k.length,l=s==1?qr(l,a,Xl,sa):qr(l,a,{},na),k.splice(a,0,l),Mo(k[a],a)}i.addSeries=Qc;function Xc(l){if(k.splice(l,1),Ae){X.values.splice(l,1),Nt.splice(l,1);let a=ke.splice(l,1)[0];Ni(null,a.firstChild),a.remove()}Ye&&(de.splice(l,1),yt.splice(l,1)[0].remove(),Ui.splice(l,1),Wi.splice(l,1)),He("delSeries",l)}i.delSeries=Xc;let vi=[!1,!1,!1,!1];function eh(l,a){if(l._show=l.show,l.show){let u=l.side%2,p=T[l.scale];p==null&&(l.scale=u?k[1].scale:D,p=T[l.scale]);let f=p.time;l.size=ie(l.size),l.space=ie(l.space),l.rotate=ie(l.rotate),ci(l.incrs)&&l.incrs.forEach(b=>{!hi.has(b)&&hi.set(b,ba(b))}),l.incrs=ie(l.incrs||(p.distr==2?Id:f?R==1?Nd:Fd:Ai)),l.splits=ie(l.splits||(f&&p.distr==1?it:p.distr==3?Wr:p.distr==4?ru:su)),l.stroke=ie(l.stroke),l.grid.stroke=ie(l.grid.stroke),l.ticks.stroke=ie(l.ticks.stroke),l.border.stroke=ie(l.border.stroke);let y=l.values;l.values=ci(y)&&!ci(y[0])?ie(y):f?ci(y)?Yl(ne,ql(y,B)):Wl(y)?Wd(ne,y):y||we:y||nu,l.filter=ie(l.filter||(p.distr>=3&&p.log==10?au:p.distr==3&&p.log==2?cu:_a)),l.font=ha(l.font),l.labelFont=ha(l.labelFont),l._size=l.size(i,null,a,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(vi[a]=!0,l._el=xt(Kh,_))}}function Sn(l,a,u,p){let[f,y,b,x]=u,S=a%2,P=0;return S==0&&(x||y)&&(P=a==0&&!f||a==2&&!b?De(Ql.size/3):0),S==1&&(f||b)&&(P=a==1&&!y||a==3&&!x?De(ta.size/2):0),P}let zo=i.padding=(n.padding||[Sn,Sn,Sn,Sn]).map(l=>ie(oe(l,Sn))),ni=i._padding=zo.map((l,a)=>l(i,a,vi,0)),Ve,Le=null,Ie=null,rs=s==1?k[0].idxs:null,At=null,$n=!1;function Do(l,a){if(t=l??[],i.data=i._data=t,s==2){Ve=0;for(let u=1;u<k.length;u++)Ve+=t[u][0].length}else{t.length==0&&(i.data=i._data=t=[[]]),At=t[0],Ve=At.length;let u=t;if(Z==2){u=t.slice();let p=u[0]=Array(Ve);for(let f=0;f<Ve;f++)p[f]=f}i._data=t=u}if(Ki(!0),He("setData"),Z==2&&(Bi=!0),a!==!1){let u=E;u.auto(i,$n)?tr():ri(D,u.min,u.max),yi=yi||N.left>=0,_t=!0,ji()}}i.setData=Do;function tr(){$n=!0;let l,a;s==1&&(Ve>0?(Le=rs[0]=0,Ie=rs[1]=Ve-1,l=t[0][Le],a=t[0][Ie],Z==2?(l=Le,a=Ie):l==a&&(Z==3?[l,a]=Ms(l,l,E.log,!1):Z==4?[l,a]=Qr(l,l,E.log,!1):E.time?a=l+De(86400/R):[l,a]=Cs(l,a,Xr,!0))):(Le=rs[0]=l=null,Ie=rs[1]=a=null)),ri(D,l,a)}let os,Gi,ir,nr,sr,rr,or,lr,ar,st;function Ro(l,a,u,p,f,y){l??=El,u??=to,p??="butt",f??=El,y??="round",l!=os&&(m.strokeStyle=os=l),f!=Gi&&(m.fillStyle=Gi=f),a!=ir&&(m.lineWidth=ir=a),y!=sr&&(m.lineJoin=sr=y),p!=rr&&(m.lineCap=rr=p),u!=nr&&m.setLineDash(nr=u)}function Lo(l,a,u,p){a!=Gi&&(m.fillStyle=Gi=a),l!=or&&(m.font=or=l),u!=lr&&(m.textAlign=lr=u),p!=ar&&(m.textBaseline=ar=p)}function cr(l,a,u,p,f=0){if(p.length>0&&l.auto(i,$n)&&(a==null||a.min==null)){let y=oe(Le,0),b=oe(Ie,p.length-1),x=u.min==null?ad(p,y,b,f,l.distr==3):[u.min,u.max];l.min=It(l.min,u.min=x[0]),l.max=et(l.max,u.max=x[1])}}let Io={min:null,max:null};function th(){for(let p in T){let f=T[p];F[p]==null&&(f.min==null||F[D]!=null&&f.auto(i,$n))&&(F[p]=Io)}for(let p in T){let f=T[p];F[p]==null&&f.from!=null&&F[f.from]!=null&&(F[p]=Io)}F[D]!=null&&Ki(!0);let l={};for(let p in F){let f=F[p];if(f!=null){let y=l[p]=cn(T[p],_d);if(f.min!=null)Pe(y,f);else if(p!=D||s==2)if(Ve==0&&y.from==null){let b=y.range(i,null,null,p);y.min=b[0],y.max=b[1]}else y.min=pe,y.max=-pe}}if(Ve>0){k.forEach((p,f)=>{if(s==1){let y=p.scale,b=F[y];if(b==null)return;let x=l[y];if(f==0){let S=x.range(i,x.min,x.max,y);x.min=S[0],x.max=S[1],Le=Lt(x.min,t[0]),Ie=Lt(x.max,t[0]),Ie-Le>1&&(t[0][Le]<x.min&&Le++,t[0][Ie]>x.max&&Ie--),p.min=At[Le],p.max=At[Ie]}else p.show&&p.auto&&cr(x,b,p,t[f],p.sorted);p.idxs[0]=Le,p.idxs[1]=Ie}else if(f>0&&p.show&&p.auto){let[y,b]=p.facets,x=y.scale,S=b.scale,[P,A]=t[f],z=l[x],K=l[S];z!=null&&cr(z,F[x],y,P,y.sorted),K!=null&&cr(K,F[S],b,A,b.sorted),p.min=b.min,p.max=b.max}});for(let p in l){let f=l[p],y=F[p];if(f.from==null&&(y==null||y.min==null)){let b=f.range(i,f.min==pe?null:f.min,f.max==-pe?null:f.max,p);f.min=b[0],f.max=b[1]}}}for(let p in l){let f=l[p];if(f.from!=null){let y=l[f.from];if(y.min==null)f.min=f.max=null;else{let b=f.range(i,y.min,y.max,p);f.min=b[0],f.max=b[1]}}}let a={},u=!1;for(let p in l){let f=l[p],y=T[p];if(y.min!=f.min||y.max!=f.max){y.min=f.min,y.max=f.max;let b=y.distr;y._min=b==3?Xt(y.min):b==4?Lr(y.min,y.asinh):b==100?y.fwd(y.min):y.min,y._max=b==3?Xt(y.max):b==4?Lr(y.max,y.asinh):b==100?y.fwd(y.max):y.max,a[p]=u=!0}}if(u){k.forEach((p,f)=>{s==2?f>0&&a.y&&(p._paths=null):a[p.scale]&&(p._paths=null)});for(let p in a)Bi=!0,He("setScale",p);Ye&&N.left>=0&&(yi=_t=!0)}for(let p in F)F[p]=null}function ih(l){let a=Ur(Le-1,0,Ve-1),u=Ur(Ie+1,0,Ve-1);for(;l[a]==null&&a>0;)a--;for(;l[u]==null&&u<Ve-1;)u++;return[a,u]}function nh(){if(Ve>0){let l=k.some(a=>a._focus)&&st!=Bt.alpha;l&&(m.globalAlpha=st=Bt.alpha),k.forEach((a,u)=>{if(u>0&&a.show&&(Oo(u,!1),Oo(u,!0),a._paths==null)){let p=st;st!=a.alpha&&(m.globalAlpha=st=a.alpha);let f=s==2?[0,t[u][0].length-1]:ih(t[u]);a._paths=a.paths(i,u,f[0],f[1]),st!=p&&(m.globalAlpha=st=p)}}),k.forEach((a,u)=>{if(u>0&&a.show){let p=st;st!=a.alpha&&(m.globalAlpha=st=a.alpha),a._paths!=null&&No(u,!1);{let f=a._paths!=null?a._paths.gaps:null,y=a.points.show(i,u,Le,Ie,f),b=a.points.filter(i,u,y,f);(y||b)&&(a.points._paths=a.points.paths(i,u,Le,Ie,b),No(u,!0))}st!=p&&(m.globalAlpha=st=p),He("drawSeries",u)}}),l&&(m.globalAlpha=st=1)}}function Oo(l,a){let u=a?k[l].points:k[l];u._stroke=u.stroke(i,l),u._fill=u.fill(i,l)}function No(l,a){let u=a?k[l].points:k[l],{stroke:p,fill:f,clip:y,flags:b,_stroke:x=u._stroke,_fill:S=u._fill,_width:P=u.width}=u._paths;P=me(P*ae,3);let A=null,z=P%2/2;a&&S==null&&(S=P>0?"#fff":x);let K=u.pxAlign==1&&z>0;if(K&&m.translate(z,z),!a){let le=lt-P/2,re=gt-P/2,ee=nt+P,W=Pt+P;A=new Path2D,A.rect(le,re,ee,W)}a?hr(x,P,u.dash,u.cap,S,p,f,b,y):sh(l,x,P,u.dash,u.cap,S,p,f,b,A,y),K&&m.translate(-z,-z)}function sh(l,a,u,p,f,y,b,x,S,P,A){let z=!1;S!=0&&J.forEach((K,le)=>{if(K.series[0]==l){let re=k[K.series[1]],ee=t[K.series[1]],W=(re._paths||Vn).band;ci(W)&&(W=K.dir==1?W[0]:W[1]);let H,ye=null;re.show&&W&&hd(ee,Le,Ie)?(ye=K.fill(i,le)||y,H=re._paths.clip):W=null,hr(a,u,p,f,ye,b,x,S,P,A,H,W),z=!0}}),z||hr(a,u,p,f,y,b,x,S,P,A)}let Ho=hn|Kr;function hr(l,a,u,p,f,y,b,x,S,P,A,z){Ro(l,a,u,p,f),(S||P||z)&&(m.save(),S&&m.clip(S),P&&m.clip(P)),z?(x&Ho)==Ho?(m.clip(z),A&&m.clip(A),as(f,b),ls(l,y,a)):x&Kr?(as(f,b),m.clip(z),ls(l,y,a)):x&hn&&(m.save(),m.clip(z),A&&m.clip(A),as(f,b),m.restore(),ls(l,y,a)):(as(f,b),ls(l,y,a)),(S||P||z)&&m.restore()}function ls(l,a,u){u>0&&(a instanceof Map?a.forEach((p,f)=>{m.strokeStyle=os=f,m.stroke(p)}):a!=null&&l&&m.stroke(a))}function as(l,a){a instanceof Map?a.forEach((u,p)=>{m.fillStyle=Gi=p,m.fill(u)}):a!=null&&l&&m.fill(a)}function rh(l,a,u,p){let f=V[l],y;if(p<=0)y=[0,0];else{let b=f._space=f.space(i,l,a,u,p),x=f._incrs=f.incrs(i,l,a,u,p,b);y=Mu(a,u,x,p,b)}return f._found=y}function dr(l,a,u,p,f,y,b,x,S,P){let A=b%2/2;C==1&&m.translate(A,A),Ro(x,b,S,P,x),m.beginPath();let z,K,le,re,ee=f+(p==0||p==3?-y:y);u==0?(K=f,re=ee):(z=f,le=ee);for(let W=0;W<l.length;W++)a[W]!=null&&(u==0?z=le=l[W]:K=re=l[W],m.moveTo(z,K),m.lineTo(le,re));m.stroke(),C==1&&m.translate(-A,-A)}function oh(l){let a=!0;return V.forEach((u,p)=>{if(!u.show)return;let f=T[u.scale];if(f.min==null){u._show&&(a=!1,u._show=!1,Ki(!1));return}else u._show||(a=!1,u._show=!0,Ki(!1));let y=u.side,b=y%2,{min:x,max:S}=f,[P,A]=rh(p,x,S,b==0?Y:M);if(A==0)return;let z=f.distr==2,K=u._splits=u.splits(i,p,x,S,P,A,z),le=f.distr==2?K.map(H=>At[H]):K,re=f.distr==2?At[K[1]]-At[K[0]]:P,ee=u._values=u.values(i,u.filter(i,le,p,A,re),p,A,re);u._rotate=y==2?u.rotate(i,ee,p,A):0;let W=u._size;u._size=St(u.size(i,ee,p,l)),W!=null&&u._size!=W&&(a=!1)}),a}function lh(l){let a=!0;return zo.forEach((u,p)=>{let f=u(i,p,vi,l);f!=ni[p]&&(a=!1),ni[p]=f}),a}function ah(){for(let l=0;l<V.length;l++){let a=V[l];if(!a.show||!a._show)continue;let u=a.side,p=u%2,f,y,b=a.stroke(i,l),x=u==0||u==3?-1:1,[S,P]=a._found;if(a.label!=null){let Qe=a.labelGap*x,ht=De((a._lpos+Qe)*ae);Lo(a.labelFont[0],b,"center",u==2?"top":Tl),m.save(),p==1?(f=y=0,m.translate(ht,De(gt+Pt/2)),m.rotate((u==3?-Ts:Ts)/2)):(f=De(lt+nt/2),y=ht);let Si=fa(a.label)?a.label(i,l,S,P):a.label;m.fillText(Si,f,y),m.restore()}if(P==0)continue;let A=T[a.scale],z=p==0?nt:Pt,K=p==0?lt:gt,le=a._splits,re=A.distr==2?le.map(Qe=>At[Qe]):le,ee=A.distr==2?At[le[1]]-At[le[0]]:S,W=a.ticks,H=a.border,ye=W.show?W.size:0,Te=De(ye*ae),Be=De((a.alignTo==2?a._size-ye-a.gap:a.gap)*ae),ue=a._rotate*-Ts/180,Ee=L(a._pos*ae),at=(Te+Be)*x,Je=Ee+at;y=p==0?Je:0,f=p==1?Je:0;let bt=a.font[0],Mt=a.align==1?sn:a.align==2?zr:ue>0?sn:ue<0?zr:p==0?"center":u==3?zr:sn,Ut=ue||p==1?"middle":u==2?"top":Tl;Lo(bt,b,Mt,Ut);let ct=a.font[1]*a.lineGap,vt=le.map(Qe=>L(c(Qe,A,z,K))),zt=a._values;for(let Qe=0;Qe<zt.length;Qe++){let ht=zt[Qe];if(ht!=null){p==0?f=vt[Qe]:y=vt[Qe],ht=""+ht;let Si=ht.indexOf(`
`)==-1?[ht]:ht.split(/\n/gm);for(let Xe=0;Xe<Si.length;Xe++){let sl=Si[Xe];ue?(m.save(),m.translate(f,y+Xe*ct),m.rotate(ue),m.fillText(sl,0,0),m.restore()):m.fillText(sl,f,y+Xe*ct)}}}W.show&&dr(vt,W.filter(i,re,l,P,ee),p,u,Ee,Te,me(W.width*ae,3),W.stroke(i,l),W.dash,W.cap);let Wt=a.grid;Wt.show&&dr(vt,Wt.filter(i,re,l,P,ee),p,p==0?2:1,p==0?gt:lt,p==0?Pt:nt,me(Wt.width*ae,3),Wt.stroke(i,l),Wt.dash,Wt.cap),H.show&&dr([Ee],[1],p==0?1:0,p==0?1:2,p==1?gt:lt,p==1?Pt:nt,me(H.width*ae,3),H.stroke(i,l),H.dash,H.cap)}He("drawAxes")}function Ki(l){k.forEach((a,u)=>{u>0&&(a._paths=null,l&&(s==1?(a.min=null,a.max=null):a.facets.forEach(p=>{p.min=null,p.max=null})))})}let cs=!1,ur=!1,kn=[];function ch(){ur=!1;for(let l=0;l<kn.length;l++)He(...kn[l]);kn.length=0}function ji(){cs||($d(Bo),cs=!0)}function hh(l,a=!1){cs=!0,ur=a,l(i),Bo(),a&&kn.length>0&&queueMicrotask(ch)}i.batch=hh;function Bo(){if(Xs&&(th(),Xs=!1),Bi&&(qc(),Bi=!1),ns){if(ve(v,sn,fe),ve(v,"top",Me),ve(v,Nn,Y),ve(v,Hn,M),ve(w,sn,fe),ve(w,"top",Me),ve(w,Nn,Y),ve(w,Hn,M),ve(_,Nn,Yt),ve(_,Hn,fi),g.width=De(Yt*ae),g.height=De(fi*ae),V.forEach(({_el:l,_show:a,_size:u,_pos:p,side:f})=>{if(l!=null)if(a){let y=f===3||f===0?u:0,b=f%2==1;ve(l,b?"left":"top",p-y),ve(l,b?"width":"height",u),ve(l,b?"top":"left",b?Me:fe),ve(l,b?"height":"width",b?M:Y),Fr(l,Mi)}else dt(l,Mi)}),os=Gi=ir=sr=rr=or=lr=ar=nr=null,st=1,Cn(!0),fe!=Hi||Me!=gi||Y!=Ht||M!=_i){Ki(!1);let l=Y/Ht,a=M/_i;if(Ye&&!yi&&N.left>=0){N.left*=l,N.top*=a,qi&&Gt(qi,De(N.left),0,Y,M),Yi&&Gt(Yi,0,De(N.top),Y,M);for(let u=0;u<yt.length;u++){let p=yt[u];p!=null&&(Ui[u]*=l,Wi[u]*=a,Gt(p,St(Ui[u]),St(Wi[u]),Y,M))}}if(_e.show&&!ss&&_e.left>=0&&_e.width>0){_e.left*=l,_e.width*=l,_e.top*=a,_e.height*=a;for(let u in yr)ve(Qi,u,_e[u])}Hi=fe,gi=Me,Ht=Y,_i=M}He("setSize"),ns=!1}Yt>0&&fi>0&&(m.clearRect(0,0,g.width,g.height),He("drawClear"),q.forEach(l=>l()),He("draw")),_e.show&&ss&&(hs(_e),ss=!1),Ye&&yi&&(xi(null,!0,!1),yi=!1),X.show&&X.live&&_t&&(gr(),_t=!1),h||(h=!0,i.status=1,He("ready")),$n=!1,cs=!1}i.redraw=(l,a)=>{Bi=a||!1,l!==!1?ri(D,E.min,E.max):ji()};function pr(l,a){let u=T[l];if(u.from==null){if(Ve==0){let p=u.range(i,a.min,a.max,l);a.min=p[0],a.max=p[1]}if(a.min>a.max){let p=a.min;a.min=a.max,a.max=p}if(Ve>1&&a.min!=null&&a.max!=null&&a.max-a.min<1e-16)return;l==D&&u.distr==2&&Ve>0&&(a.min=Lt(a.min,t[0]),a.max=Lt(a.max,t[0]),a.min==a.max&&a.max++),F[l]=a,Xs=!0,ji()}}i.setScale=pr;let mr,fr,qi,Yi,Fo,Vo,Zi,Ji,Uo,Wo,ge,Se,si=!1,Ue=N.drag,Oe=Ue.x,Ne=Ue.y;Ye&&(N.x&&(mr=xt(qh,w)),N.y&&(fr=xt(Yh,w)),E.ori==0?(qi=mr,Yi=fr):(qi=fr,Yi=mr),ge=N.left,Se=N.top);let _e=i.select=Pe({show:!0,over:!0,left:0,width:0,top:0,height:0},n.select),Qi=_e.show?xt(jh,_e.over?w:v):null;function hs(l,a){if(_e.show){for(let u in l)_e[u]=l[u],u in yr&&ve(Qi,u,l[u]);a!==!1&&He("setSelect")}}i.setSelect=hs;function dh(l){if(k[l].show)Ae&&Fr(ke[l],Mi);else if(Ae&&dt(ke[l],Mi),Ye){let u=Vi?yt[0]:yt[l];u!=null&&Gt(u,-10,-10,Y,M)}}function ri(l,a,u){pr(l,{min:a,max:u})}function Ft(l,a,u,p){a.focus!=null&&gh(l),a.show!=null&&k.forEach((f,y)=>{y>0&&(l==y||l==null)&&(f.show=a.show,dh(y),s==2?(ri(f.facets[0].scale,null,null),ri(f.facets[1].scale,null,null)):ri(f.scale,null,null),ji())}),u!==!1&&He("setSeries",l,a),p&&Pn("setSeries",i,l,a)}i.setSeries=Ft;function uh(l,a){Pe(J[l],a)}function ph(l,a){l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1),a=a??J.length,J.splice(a,0,l)}function mh(l){l==null?J.length=0:J.splice(l,1)}i.addBand=ph,i.setBand=uh,i.delBand=mh;function fh(l,a){k[l].alpha=a,Ye&&yt[l]!=null&&(yt[l].style.opacity=a),Ae&&ke[l]&&(ke[l].style.opacity=a)}let Zt,oi,wi,Xi={focus:!0};function gh(l){if(l!=wi){let a=l==null,u=Bt.alpha!=1;k.forEach((p,f)=>{if(s==1||f>0){let y=a||f==0||f==l;p._focus=a?null:y,u&&fh(f,y?1:Bt.alpha)}}),wi=l,u&&ji()}}Ae&&Fi&&Ze(Al,ce,l=>{N._lock||(bi(l),wi!=null&&Ft(null,Xi,!0,Ce.setSeries))});function Vt(l,a,u){let p=T[a];u&&(l=l/ae-(p.ori==1?Me:fe));let f=Y;p.ori==1&&(f=M,l=f-l),p.dir==-1&&(l=f-l);let y=p._min,b=p._max,x=l/f,S=y+(b-y)*x,P=p.distr;return P==3?ln(10,S):P==4?ud(S,p.asinh):P==100?p.bwd(S):S}function _h(l,a){let u=Vt(l,D,a);return Lt(u,t[0],Le,Ie)}i.valToIdx=l=>Lt(l,t[0]),i.posToIdx=_h,i.posToVal=Vt,i.valToPos=(l,a,u)=>T[a].ori==0?r(l,T[a],u?nt:Y,u?lt:0):o(l,T[a],u?Pt:M,u?gt:0),i.setCursor=(l,a,u)=>{ge=l.left,Se=l.top,xi(null,a,u)};function Go(l,a){ve(Qi,sn,_e.left=l),ve(Qi,Nn,_e.width=a)}function Ko(l,a){ve(Qi,"top",_e.top=l),ve(Qi,Hn,_e.height=a)}let Tn=E.ori==0?Go:Ko,En=E.ori==1?Go:Ko;function yh(){if(Ae&&X.live)for(let l=s==2?1:0;l<k.length;l++){if(l==0&&ft)continue;let a=X.values[l],u=0;for(let p in a)Nt[l][u++].firstChild.nodeValue=a[p]}}function gr(l,a){if(l!=null&&(l.idxs?l.idxs.forEach((u,p)=>{de[p]=u}):gd(l.idx)||de.fill(l.idx),X.idx=de[0]),Ae&&X.live){for(let u=0;u<k.length;u++)(u>0||s==1&&!ft)&&bh(u,de[u]);yh()}_t=!1,a!==!1&&He("setLegend")}i.setLegend=gr;function bh(l,a){let u=k[l],p=l==0&&Z==2?At:t[l],f;ft?f=u.values(i,l,a)??ii:(f=u.value(i,a==null?null:p[a],l,a),f=f==null?ii:{_:f}),X.values[l]=f}function xi(l,a,u){Uo=ge,Wo=Se,[ge,Se]=N.move(i,ge,Se),N.left=ge,N.top=Se,Ye&&(qi&&Gt(qi,De(ge),0,Y,M),Yi&&Gt(Yi,0,De(Se),Y,M));let p,f=Le>Ie;Zt=pe,oi=null;let y=E.ori==0?Y:M,b=E.ori==1?Y:M;if(ge<0||Ve==0||f){p=N.idx=null;for(let x=0;x<k.length;x++){let S=yt[x];S!=null&&Gt(S,-10,-10,Y,M)}Fi&&Ft(null,Xi,!0,l==null&&Ce.setSeries),X.live&&(de.fill(p),_t=!0)}else{let x,S,P;s==1&&(x=E.ori==0?ge:Se,S=Vt(x,D),p=N.idx=Lt(S,t[0],Le,Ie),P=O(t[0][p],E,y,0));let A=-10,z=-10,K=0,le=0,re=!0,ee="",W="";for(let H=s==2?1:0;H<k.length;H++){let ye=k[H],Te=de[H],Be=Te==null?null:s==1?t[H][Te]:t[H][1][Te],ue=N.dataIdx(i,H,p,S),Ee=ue==null?null:s==1?t[H][ue]:t[H][1][ue];if(_t=_t||Ee!=Be||ue!=Te,de[H]=ue,H>0&&ye.show){let at=ue==null?-10:ue==p?P:O(s==1?t[0][ue]:t[H][0][ue],E,y,0),Je=Ee==null?-10:G(Ee,s==1?T[ye.scale]:T[ye.facets[1].scale],b,0);if(Fi&&Ee!=null){let bt=E.ori==1?ge:Se,Mt=Re(Bt.dist(i,H,ue,Je,bt));if(Mt<Zt){let Ut=Bt.bias;if(Ut!=0){let ct=Vt(bt,ye.scale),vt=Ee>=0?1:-1,zt=ct>=0?1:-1;zt==vt&&(zt==1?Ut==1?Ee>=ct:Ee<=ct:Ut==1?Ee<=ct:Ee>=ct)&&(Zt=Mt,oi=H)}else Zt=Mt,oi=H}}if(_t||Vi){let bt,Mt;E.ori==0?(bt=at,Mt=Je):(bt=Je,Mt=at);let Ut,ct,vt,zt,Wt,Qe,ht=!0,Si=Ke.bbox;if(Si!=null){ht=!1;let Xe=Si(i,H);vt=Xe.left,zt=Xe.top,Ut=Xe.width,ct=Xe.height}else vt=bt,zt=Mt,Ut=ct=Ke.size(i,H);if(Qe=Ke.fill(i,H),Wt=Ke.stroke(i,H),Vi)H==oi&&Zt<=Bt.prox&&(A=vt,z=zt,K=Ut,le=ct,re=ht,ee=Qe,W=Wt);else{let Xe=yt[H];Xe!=null&&(Ui[H]=vt,Wi[H]=zt,Ol(Xe,Ut,ct,ht),Ll(Xe,Qe,Wt),Gt(Xe,St(vt),St(zt),Y,M))}}}}if(Vi){let H=Bt.prox,ye=wi==null?Zt<=H:Zt>H||oi!=wi;if(_t||ye){let Te=yt[0];Te!=null&&(Ui[0]=A,Wi[0]=z,Ol(Te,K,le,re),Ll(Te,ee,W),Gt(Te,St(A),St(z),Y,M))}}}if(_e.show&&si)if(l!=null){let[x,S]=Ce.scales,[P,A]=Ce.match,[z,K]=l.cursor.sync.scales,le=l.cursor.drag;if(Oe=le._x,Ne=le._y,Oe||Ne){let{left:re,top:ee,width:W,height:H}=l.select,ye=l.scales[z].ori,Te=l.posToVal,Be,ue,Ee,at,Je,bt=x!=null&&P(x,z),Mt=S!=null&&A(S,K);bt&&Oe?(ye==0?(Be=re,ue=W):(Be=ee,ue=H),Ee=T[x],at=O(Te(Be,z),Ee,y,0),Je=O(Te(Be+ue,z),Ee,y,0),Tn(It(at,Je),Re(Je-at))):Tn(0,y),Mt&&Ne?(ye==1?(Be=re,ue=W):(Be=ee,ue=H),Ee=T[S],at=G(Te(Be,K),Ee,b,0),Je=G(Te(Be+ue,K),Ee,b,0),En(It(at,Je),Re(Je-at))):En(0,b)}else br()}else{let x=Re(Uo-Fo),S=Re(Wo-Vo);if(E.ori==1){let K=x;x=S,S=K}Oe=Ue.x&&x>=Ue.dist,Ne=Ue.y&&S>=Ue.dist;let P=Ue.uni;P!=null?Oe&&Ne&&(Oe=x>=P,Ne=S>=P,!Oe&&!Ne&&(S>x?Ne=!0:Oe=!0)):Ue.x&&Ue.y&&(Oe||Ne)&&(Oe=Ne=!0);let A,z;Oe&&(E.ori==0?(A=Zi,z=ge):(A=Ji,z=Se),Tn(It(A,z),Re(z-A)),Ne||En(0,b)),Ne&&(E.ori==1?(A=Zi,z=ge):(A=Ji,z=Se),En(It(A,z),Re(z-A)),Oe||Tn(0,y)),!Oe&&!Ne&&(Tn(0,0),En(0,0))}if(Ue._x=Oe,Ue._y=Ne,l==null){if(u){if(nl!=null){let[x,S]=Ce.scales;Ce.values[0]=x!=null?Vt(E.ori==0?ge:Se,x):null,Ce.values[1]=S!=null?Vt(E.ori==1?ge:Se,S):null}Pn(Dr,i,ge,Se,Y,M,p)}if(Fi){let x=u&&Ce.setSeries,S=Bt.prox;wi==null?Zt<=S&&Ft(oi,Xi,!0,x):Zt>S?Ft(null,Xi,!0,x):oi!=wi&&Ft(oi,Xi,!0,x)}}_t&&(X.idx=p,gr()),a!==!1&&He("setCursor")}let li=null;Object.defineProperty(i,"rect",{get(){return li==null&&Cn(!1),li}});function Cn(l=!1){l?li=null:(li=w.getBoundingClientRect(),He("syncRect",li))}function jo(l,a,u,p,f,y,b){N._lock||si&&l!=null&&l.movementX==0&&l.movementY==0||(_r(l,a,u,p,f,y,b,!1,l!=null),l!=null?xi(null,!0,!0):xi(a,!0,!1))}function _r(l,a,u,p,f,y,b,x,S){if(li==null&&Cn(!1),bi(l),l!=null)u=l.clientX-li.left,p=l.clientY-li.top;else{if(u<0||p<0){ge=-10,Se=-10;return}let[P,A]=Ce.scales,z=a.cursor.sync,[K,le]=z.values,[re,ee]=z.scales,[W,H]=Ce.match,ye=a.axes[0].side%2==1,Te=E.ori==0?Y:M,Be=E.ori==1?Y:M,ue=ye?y:f,Ee=ye?f:y,at=ye?p:u,Je=ye?u:p;if(re!=null?u=W(P,re)?c(K,T[P],Te,0):-10:u=Te*(at/ue),ee!=null?p=H(A,ee)?c(le,T[A],Be,0):-10:p=Be*(Je/Ee),E.ori==1){let bt=u;u=p,p=bt}}S&&(a==null||a.cursor.event.type==Dr)&&((u<=1||u>=Y-1)&&(u=Pi(u,Y)),(p<=1||p>=M-1)&&(p=Pi(p,M))),x?(Fo=u,Vo=p,[Zi,Ji]=N.move(i,u,p)):(ge=u,Se=p)}let yr={width:0,height:0,left:0,top:0};function br(){hs(yr,!1)}let qo,Yo,Zo,Jo;function Qo(l,a,u,p,f,y,b){si=!0,Oe=Ne=Ue._x=Ue._y=!1,_r(l,a,u,p,f,y,b,!0,!1),l!=null&&(Ze(Rr,Hr,Xo,!1),Pn(Cl,i,Zi,Ji,Y,M,null));let{left:x,top:S,width:P,height:A}=_e;qo=x,Yo=S,Zo=P,Jo=A}function Xo(l,a,u,p,f,y,b){si=Ue._x=Ue._y=!1,_r(l,a,u,p,f,y,b,!1,!0);let{left:x,top:S,width:P,height:A}=_e,z=P>0||A>0,K=qo!=x||Yo!=S||Zo!=P||Jo!=A;if(z&&K&&hs(_e),Ue.setScale&&z&&K){let le=x,re=P,ee=S,W=A;if(E.ori==1&&(le=S,re=A,ee=x,W=P),Oe&&ri(D,Vt(le,D),Vt(le+re,D)),Ne)for(let H in T){let ye=T[H];H!=D&&ye.from==null&&ye.min!=pe&&ri(H,Vt(ee+W,H),Vt(ee,H))}br()}else N.lock&&(N._lock=!N._lock,xi(a,!0,l!=null));l!=null&&(Ni(Rr,Hr),Pn(Rr,i,ge,Se,Y,M,null))}function vh(l,a,u,p,f,y,b){if(N._lock)return;bi(l);let x=si;if(si){let S=!0,P=!0,A=10,z,K;E.ori==0?(z=Oe,K=Ne):(z=Ne,K=Oe),z&&K&&(S=ge<=A||ge>=Y-A,P=Se<=A||Se>=M-A),z&&S&&(ge=ge<Zi?0:Y),K&&P&&(Se=Se<Ji?0:M),xi(null,!0,!0),si=!1}ge=-10,Se=-10,de.fill(null),xi(null,!0,!0),x&&(si=x)}function el(l,a,u,p,f,y,b){N._lock||(bi(l),tr(),br(),l!=null&&Pn(Ml,i,ge,Se,Y,M,null))}function tl(){V.forEach(zu),er(i.width,i.height,!0)}zi(Es,on,tl);let en={};en.mousedown=Qo,en.mousemove=jo,en.mouseup=Xo,en.dblclick=el,en.setSeries=(l,a,u,p)=>{let f=Ce.match[2];u=f(i,a,u),u!=-1&&Ft(u,p,!0,!1)},Ye&&(Ze(Cl,w,Qo),Ze(Dr,w,jo),Ze(Pl,w,l=>{bi(l),Cn(!1)}),Ze(Al,w,vh),Ze(Ml,w,el),jr.add(i),i.syncRect=Cn);let ds=i.hooks=n.hooks||{};function He(l,a,u){ur?kn.push([l,a,u]):l in ds&&ds[l].forEach(p=>{p.call(null,i,a,u)})}(n.plugins||[]).forEach(l=>{for(let a in l.hooks)ds[a]=(ds[a]||[]).concat(l.hooks[a])});let il=(l,a,u)=>u,Ce=Pe({key:null,setSeries:!1,filters:{pub:Vl,sub:Vl},scales:[D,k[1]?k[1].scale:null],match:[Ul,Ul,il],values:[null,null]},N.sync);Ce.match.length==2&&Ce.match.push(il),N.sync=Ce;let nl=Ce.key,vr=Ha(nl);function Pn(l,a,u,p,f,y,b){Ce.filters.pub(l,a,u,p,f,y,b)&&vr.pub(l,a,u,p,f,y,b)}vr.sub(i);function wh(l,a,u,p,f,y,b){Ce.filters.sub(l,a,u,p,f,y,b)&&en[l](null,a,u,p,f,y,b)}i.pub=wh;function xh(){vr.unsub(i),jr.delete(i),mi.clear(),Vr(Es,on,tl),d.remove(),ce?.remove(),He("destroy")}i.destroy=xh;function wr(){He("init",n,t),Do(t||n.data,!1),F[D]?pr(D,F[D]):tr(),ss=_e.show&&(_e.width>0||_e.height>0),yi=_t=!0,er(n.width,n.height)}return k.forEach(Mo),V.forEach(eh),e?e instanceof HTMLElement?(e.appendChild(d),wr()):e(i,wr):wr(),i}Ge.assign=Pe;Ge.fmtNum=eo;Ge.rangeNum=Cs;Ge.rangeLog=Ms;Ge.rangeAsinh=Qr;Ge.orient=Ri;Ge.pxRatio=ae;Ge.join=Sd;Ge.fmtDate=io,Ge.tzDate=Rd;Ge.sync=Ha;{Ge.addGap=gu,Ge.clipGaps=Rs;let n=Ge.paths={points:Ga};n.linear=ja,n.stepped=bu,n.bars=vu,n.spline=xu}var Ja='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function Qa(n){return n.data[0]}function Xa(n,t){return n[t+1]??n[t]??0}var ec=(n,t,e,i)=>{let s=n.series[t],r=n.data[t],o=Qa(n),c=v=>n.valToPos(v,"x",!0),h=v=>n.valToPos(v,s?.scale??"y",!0),d=new Path2D,g=new Path2D,m=h(0),_=!1;for(let v=e;v<=i&&v+1<o.length;v++){let w=r[v];if(w==null){_=!1;continue}let C=c(o[v]??0),L=c(Xa(o,v)),R=h(w);_?d.lineTo(C,R):d.moveTo(C,R),d.lineTo(L,R),g.rect(C,Math.min(R,m),L-C,Math.abs(m-R)),_=!0}return{stroke:d,fill:g}},tc=(n,t,e,i)=>{let s=n.series[t],r=n.data[t],o=Qa(n),c=new Path2D,h=n.valToPos(0,s?.scale??"y",!0);for(let d=e;d<=i&&d+1<o.length;d++){let g=r[d];if(!g)continue;let m=n.valToPos(o[d]??0,"x",!0),_=n.valToPos(Xa(o,d),"x",!0),v=Math.min(1*devicePixelRatio,(_-m)*.15),w=n.valToPos(g,s?.scale??"y",!0);c.rect(m+v,Math.min(w,h),Math.max(1,_-m-2*v),Math.max(1,Math.abs(w-h)))}return{stroke:null,fill:c}};var co=[5,10,15,30,60,120,300,600,900,1800,3600,7200,10800,14400,21600,43200,86400,172800,604800];function nc(n,t,e,i){let s=co.find(o=>(t-n)/o<=e)??co[co.length-1]??86400,r=[];for(let o=Math.ceil((n+i)/s)*s-i;o<=t;o+=s)r.push(o);return r}var ic=4;function sc(n){for(let t=0;t<ic;t++){let e=10**t;if(n.every(i=>Math.abs(Math.round(i*e)-i*e)<1e-6))return t}return ic}var Wn=52,uo=4,rc=24,oc=20,Ru=56,Lu=1e3,Fe=class extends wt{constructor(){super(...arguments);this.line=[];this.panes=[];this.now=()=>Date.now()/1e3;this.timeFormat=String;this.clockOffset=()=>0;this.label="";this.valueText="";this.plots=[];this.shape="";this.resize=new ResizeObserver(()=>this.layOut());this.colors=new Map;this.onPointer=e=>{let[i]=this.plots;if(!i||this.line.length===0)return;let s=e.clientX-this.frame.getBoundingClientRect().left-i.bbox.left/devicePixelRatio,r=i.posToVal(s,"x"),o=this.line.findIndex(({start:c,end:h})=>c<=r&&r<h);o>=0&&this.choose(o)};this.onLeave=e=>{e.pointerType==="mouse"&&this.choose(void 0)};this.onKey=e=>{let i=this.line.length-1,s=this.now(),r=this.chosen??Math.max(0,this.line.findIndex(({end:c})=>s<c)),o={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageDown:r-8,PageUp:r+8,Home:0,End:i};if(e.key==="Escape")this.choose(void 0);else{let c=o[e.key];if(c===void 0)return;this.choose(Math.min(i,Math.max(0,c)))}e.preventDefault()}}connectedCallback(){super.connectedCallback(),this.resize.observe(this),this.clock=setInterval(()=>this.moveNow(),Lu),this.hasUpdated&&this.requestUpdate("theme")}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearInterval(this.clock),this.demolish()}render(){return $`
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
        ${this.panes.map(e=>$`<div class="pane" style="height:${e.height}px"></div>`)}
        ${this.panes.map(({title:e},i)=>$`<span class="title" style="top:${this.topOf(i)+2}px">${e}</span>`)}
        <div class="chosen"></div><div class="now"></div></div>
    `}topOf(e){return this.panes.slice(0,e).reduce((i,{height:s})=>i+s,0)}updated(e){e.has("theme")&&this.colors.clear(),(e.has("line")||e.has("panes")||e.has("theme"))&&this.draw(e.has("theme")),this.mark()}draw(e){let i=this.panes.map(s=>`${s.height}:${s.layers.map(r=>`${r.kind}${r.color}${r.dash?.join(" ")??""}`).join()}`).join("|");if(i!==this.shape||this.plots.length!==this.panes.length)this.build(i);else if(this.plots.forEach((s,r)=>{let o=this.panes[r];o&&s.setData(this.dataOf(o))}),e)for(let s of this.plots)s.redraw(!1,!0)}demolish(){for(let e of this.plots)e.destroy();this.plots=[]}build(e){this.demolish(),this.clientWidth!==0&&(this.shape=e,this.plots=this.panes.map((i,s)=>{let r=this.hosts[s];if(!r)throw new Error("a pane without its element");return new Ge(this.options(s),this.dataOf(i),r)}))}dataOf(e){let i=this.line.map(({start:r})=>r),s=this.line.at(-1);return s&&i.push(s.end),[i,...e.layers.map(({values:r})=>i.map((o,c)=>r[c]??null))]}options(e){let i=()=>this.panes[e],s=e===this.panes.length-1,r=()=>this.color("--et-muted"),o=()=>this.color("--et-line");return{width:this.clientWidth,height:i()?.height??0,legend:{show:!1},cursor:{show:!1},padding:[oc,uo,s?0:4,0],scales:{x:{time:!1,range:(c,h,d)=>[h,d]},y:{range:(c,h,d)=>this.range(i(),h,d)}},axes:[{show:!0,size:s?rc:0,gap:4,font:this.font(),stroke:r,splits:(c,h,d,g)=>nc(d,g,Math.max(2,Math.floor((this.clientWidth-Wn)/68)),this.clockOffset(d)),values:(c,h)=>h.map(d=>s&&this.hasRoom(c,d)?this.timeFormat(d):""),grid:{stroke:o,width:1},ticks:{show:!1}},{size:Wn,gap:6,font:this.font(),stroke:r,space:22,values:(c,h)=>{let d=sc(h.map(g=>g/(i()?.unit??1)));return h.map(g=>i()?.format(g,d)??"")},grid:{stroke:o,width:1},ticks:{show:!1}}],series:[{},...(i()?.layers??[]).map(c=>{let h=()=>this.color(c.color),d=()=>Iu(this.color(c.color),c.fill??0);return{scale:"y",points:{show:!1},...c.kind==="line"?{}:{paths:c.kind==="bars"?tc:ec},...c.kind==="bars"?{width:0}:{stroke:h,width:c.width??1.5},...c.dash?{dash:c.dash}:{},...c.fill===void 0?{}:{fill:d}}})]}}hasRoom(e,i){return e.valToPos(i,"x")+e.bbox.left/devicePixelRatio+Ru/2<=this.clientWidth}range(e,i,s){let r=[i,s,...e?.include??[]].filter(d=>Number.isFinite(d)),o=Math.min(...r),c=Math.max(...r),h=(c-o||Math.abs(c)||1)*.08;return[o<0?o-h:Math.min(o,0),c>0?c+h:c]}font(){return`11px ${getComputedStyle(this).fontFamily||"sans-serif"}`}color(e){let i=this.colors.get(e);if(i===void 0){let s=e.startsWith("--")?getComputedStyle(this).getPropertyValue(e).trim():e;this.colors.set(e,i=s||"#888")}return i}layOut(){this.plots.length===0&&this.panes.length>0&&this.clientWidth>0&&this.build(this.shape||"new"),this.plots.forEach((e,i)=>{let s=this.panes[i]?.height??e.height;e.width!==this.clientWidth&&e.setSize({width:this.clientWidth,height:s})}),this.mark()}position(e){let[i]=this.plots;return i?i.valToPos(e,"x")+i.bbox.left/devicePixelRatio:void 0}mark(){this.moveNow();let e=this.chosen===void 0?void 0:this.line[this.chosen],i=e&&this.position(e.start),s=e&&this.position(e.end),r=this.chosenBand;r.hidden=i===void 0||s===void 0,i!==void 0&&s!==void 0&&(r.style.transform=`translateX(${i}px)`,r.style.width=`${Math.max(2,s-i)}px`)}moveNow(){if(!this.hasUpdated)return;let e=this.now(),[i]=this.line,s=this.line.at(-1),r=i&&s&&i.start<=e&&e<=s.end?this.position(e):void 0;this.nowLine.hidden=r===void 0,r!==void 0&&(this.nowLine.style.transform=`translateX(${r}px)`)}choose(e){e!==this.chosen&&this.dispatchEvent(new CustomEvent("choose",{detail:{index:e}}))}};Fe.styles=[ms(Ja),ze`
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
      .title {
        position: absolute;
        z-index: 1;
        left: ${Wn-2}px;
        padding: 0 2px;
        background: var(--card-background-color, #fff);
        font-size: 11px;
        line-height: 16px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      .now,
      .chosen {
        position: absolute;
        top: 0;
        bottom: ${rc}px;
        left: 0;
        pointer-events: none;
      }
      .now {
        top: ${oc}px;
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
    `],U([We({attribute:!1})],Fe.prototype,"line",2),U([We({attribute:!1})],Fe.prototype,"panes",2),U([We({attribute:!1})],Fe.prototype,"chosen",2),U([We({attribute:!1})],Fe.prototype,"now",2),U([We({attribute:!1})],Fe.prototype,"timeFormat",2),U([We({attribute:!1})],Fe.prototype,"clockOffset",2),U([We({attribute:!1})],Fe.prototype,"theme",2),U([We()],Fe.prototype,"label",2),U([We()],Fe.prototype,"valueText",2),U([nn(".frame")],Fe.prototype,"frame",2),U([nn(".now")],Fe.prototype,"nowLine",2),U([nn(".chosen")],Fe.prototype,"chosenBand",2),U([$l(".pane")],Fe.prototype,"hosts",2),Fe=U([je("energy-trade-chart")],Fe);var ho=typeof document>"u"?null:document.createElement("canvas").getContext("2d");function Iu(n,t){if(!ho)return n;ho.fillStyle=n;let e=ho.fillStyle;if(e.startsWith("#")){let[s,r,o]=[1,3,5].map(c=>parseInt(e.slice(c,c+2),16));return`rgba(${s}, ${r}, ${o}, ${t})`}let i=/rgba?\(([^)]+)\)/.exec(e)?.[1]?.split(",").map(s=>s.trim())??[];return i.length>=3?`rgba(${i.slice(0,3).join(", ")}, ${Number(i[3]??1)*t})`:e}function lc(n){let t=[],e=new Map(n.expected?.map(({start:i,price:s})=>[i,s]));for(let i of n.blocks)i.grid_takes.forEach((s,r)=>{let o=i.start+r*n.interval_seconds;t.push({start:o,end:o+n.interval_seconds,phase:i.phase,gate:i.gate,retail:s,feedIn:i.grid_pays[r]??0,price:i.prices[r]??null,expected:e.get(o)??null,order:i.orders[r]??null,traded:i.traded[r]??null,metered:i.metered[r]??null,offered:i.offered[r]??0,wanted:i.wanted[r]??0})});return t}function Gn(n,t){let e=0,i=n.length-1;for(;e<i;){let s=e+i+1>>1;(n[s]?.start??1/0)<=t?e=s:i=s-1}return e}function ac(n,t){return n.blocks.find(e=>e.start<=t&&t<e.start+e.grid_takes.length*n.interval_seconds)}function cc(n){return n.name_by_user??n.name??""}var qe="energy_trade",Ns;function po(n){return(Ns?.entities!==n.entities||Ns.devices!==n.devices)&&(Ns={entities:n.entities,devices:n.devices,homes:Ou(n)}),Ns.homes}function Ou(n){let t=new Map;for(let e of Object.values(n.entities)){let i=e.device_id===void 0?void 0:n.devices[e.device_id];if(!i||e.platform!==qe)continue;let s=i.primary_config_entry??i.config_entries[0];if(s===void 0)continue;let r=t.get(s)??new Map;t.set(s,r);let o=r.get(i)??new Map;r.set(i,o),e.translation_key!==void 0&&o.set(e.translation_key,e.entity_id)}return[...t].map(([e,i])=>Nu(e,i)).sort((e,i)=>e.name.localeCompare(i.name)||e.entry.localeCompare(i.entry))}function Nu(n,t){let e={entry:n,name:"",community:"",entities:new Map,devices:[]},i=new Map,s=[];for(let[r,o]of t){let c=cc(r),h=d=>r.identifiers.some(([g,m])=>g===qe&&m.endsWith(`-${d}`));if(h("home"))e.name=c;else if(h("community"))e.community=c;else{s.push({name:c,entities:o});continue}for(let[d,g]of o)i.set(d,g)}return s.sort((r,o)=>r.name.localeCompare(o.name)),{...e,entities:i,devices:s}}function hc(n,t){let e=po(n);return t===void 0?e[0]:e.find(i=>i.entry===t)}var Hu=3e3,mo=class{constructor(t,e){this.connection=t;this.entry=e;this.state="loading";this.offset=0;this.listeners=new Set;this.attempt=0;this.begin=()=>{this.subscribe()}}now(){return Date.now()/1e3+this.offset}add(t){this.listeners.add(t),this.listeners.size===1&&this.open()}remove(t){this.listeners.delete(t),this.listeners.size===0&&this.close()}open(){this.connection.addEventListener("ready",this.begin),this.begin()}close(){this.connection.removeEventListener("ready",this.begin),this.end()}end(){this.attempt++,clearTimeout(this.retry);let t=this.unsubscribe;this.unsubscribe=void 0,t&&dc(t)}async subscribe(){this.end();let t=this.attempt,e=()=>t===this.attempt;try{let i=await this.connection.subscribeMessage(s=>{e()&&this.receive(s)},{type:`${qe}/subscribe`,config_entry_id:this.entry},{resubscribe:!1});e()?this.unsubscribe=i:dc(i)}catch(i){if(!e())return;let s=i.code;this.change(s==="not_loaded"||s==="not_found"?s:"failed"),this.again()}}receive(t){if("ended"in t){this.unsubscribe=void 0,this.change("not_loaded"),this.again();return}t.blocks!==void 0&&(this.board=t,this.offset=t.time-Date.now()/1e3,this.change("live"))}again(){clearTimeout(this.retry),this.retry=setTimeout(this.begin,Hu)}change(t){this.state=t;for(let e of[...this.listeners])e()}};function dc(n){Promise.resolve().then(n).catch(()=>{})}var uc=new WeakMap;function pc(n,t){let e=uc.get(n);e||uc.set(n,e=new Map);let i=e.get(t);return i||e.set(t,i=new mo(n,t)),i}var mc={now:"Jetzt",today:"Heute",month:"Dieser Monat",all_time:"Insgesamt",practice:"Übung",practice_help:"Nachbarn, Preise und Geld sind simuliert.",loading:"Der Markt wird gelesen …",no_home:"Es ist keine Gemeinschaft eingerichtet. Füge Energy Trade unter Einstellungen → Geräte & Dienste hinzu.",unknown_home:"Die Gemeinschaft dieser Karte wurde entfernt. Wähle in den Einstellungen der Karte eine andere.",not_loaded:"Die Gemeinschaft läuft nicht. Sieh dir Energy Trade unter Einstellungen → Geräte & Dienste an.",failed:"Home Assistant hat nicht geantwortet. Die Karte versucht es von selbst erneut.",disconnected:"Kein Knoten antwortet: Dies sind die letzten bekannten Werte.",market_title:"Markt",market_description:"Preise vergangener und kommender Stunden, deine Aufträge und was die Nachbarn anbieten und suchen",market_label:"Preise und Energie im Zeitverlauf. Die Pfeiltasten links und rechts wählen ein Intervall.",price:"Gemeinschaftspreis",zone_price:"Preis in deiner Zone",no_price:"kein Handel",not_cleared:"noch unbekannt",expected:"Erwartet",about:"etwa {price}",grid_takes:"Netz verkauft zu",grid_pays:"Netz zahlt",sell_order:"bietet {energy} ab {price}",buy_order:"sucht {energy} bis {price}",order:"Dein Auftrag",no_order:"keiner",your_limit:"Dein Limit",your_energy:"Du",all_homes:"Alle Häuser",position:"Gehandelt",sold:"Verkauft",bought:"Gekauft",metered:"Gemessen",ordered:"Beauftragt",offered:"Angeboten",wanted:"Gesucht",market_empty:"Der Markt ist noch nicht eröffnet. Preise erscheinen mit dem ersten Block.",plan_title:"Plan",plan_description:"Was Batterie und Geräte tun werden, und warum",plan_label:"Geplante Leistung und Ladung der Batterie im Zeitverlauf. Die Pfeiltasten links und rechts wählen eine Zeit.",plan_empty:"Noch ist nichts geplant. Füge dem Haus eine Batterie, ein Gerät, ein Auto oder einen Thermostat hinzu, und sie werden nach den Preisen des Marktes geplant.",battery:"Batterie",battery_level:"Ladung der Batterie",charging:"Lädt",discharging:"Entlädt",power:"Leistung",load:"Verbrauch",solar:"Solar",net_import:"Aus dem Netz",net_export:"Ins Netz",runs:"Geplante Läufe",no_runs:"Kein Gerät wartet darauf zu laufen.",run_now:"Jetzt starten",run_later:"Später starten",run_cost:"Kostet",run_earns:"Bringt",run_failed:"Das hat nicht geklappt: {error}",run_done:"Erledigt: Der Plan folgt gleich.",price_bought:"Kauf zu",price_sold:"Verkauf zu",reason_running:"Es läuft bereits.",reason_now:"Warten bringt nichts.",reason_own_surplus:"Dann reicht die eigene Erzeugung.",reason_community_surplus:"Dann haben die Nachbarn etwas übrig.",reason_cheaper:"Dann ist Strom billiger.",reason_deadline:"Es muss fertig werden, und vorher gibt es keine bessere Zeit.",reason_comfort:"Dann braucht es der Raum.",reason_pre_conditions:"Vorab geheizt oder gekühlt, solange Strom billig ist.",reason_stores:"Die Batterie nimmt auf, was später mehr wert ist.",reason_supplies:"Die Batterie gibt ab, solange Strom teuer ist.",money_title:"Geld",money_description:"Was verkauft, gekauft und gespart wurde, verglichen mit dem Netz allein",lost:"Verlust gegenüber dem Netz allein",saved_against:"gespart gegenüber dem Netz allein",rest:"Außerhalb des Handels",rest_help:"Was anders geliefert oder verbraucht als gehandelt wurde, und was gar nicht gehandelt war",balance:"Guthaben",available:"verfügbar {amount}",with_community:"Mit Gemeinschaft",grid_only:"Netz allein",money_empty:"Noch ist nichts abgerechnet. Geld erscheint, sobald der erste Block abgerechnet ist.",money_none:"Aus dieser Zeit ist noch nichts abgerechnet.",days_label:"Ersparnis jedes Tages",period:"Zeitraum",trades_title:"Handel",trades_description:"Jedes Intervall, in dem du gehandelt hast, zum Suchen und Exportieren",search:"Suchen",search_hint:"Datum, verkauft, gekauft, geschätzt …",export_csv:"CSV exportieren",exported:"{rows} Zeilen sind gespeichert.",export_failed:"Der Export ist fehlgeschlagen: {error}",only_traded:"Nur Gehandeltes",column_time:"Zeit",column_trade:"Handel",column_delivered:"Geliefert",column_price:"Preis",column_amount:"Betrag",column_state:"Stand",pending:"nicht abgerechnet",settled:"abgerechnet",estimated:"geschätzt",late:"spät gemeldet",unmetered:"kein Zählerstand",trades_count:"{shown} von {count}",trades_empty:"In dieser Zeit wurde noch nicht gehandelt.",trades_no_match:"Nichts passt zu „{query}“.",differences:"davon {amount} über den Handel hinaus",trade_sold:"{energy} verkauft: Nachbarn zahlen {price}, das Netz zahlt {grid}.",trade_bought:"{energy} gekauft: Nachbarn verlangen {price}, das Netz verlangt {grid}.",trade_from:"{energy} kamen von der Gemeinschaft: {amount}.",trade_to:"{energy} gingen an die Gemeinschaft: {amount}.",trade_none:"In dieser Zeit wurde mit Nachbarn nichts gehandelt.",trade_out:"Dein Zähler zählte {energy} ins Netz.",trade_in:"Dein Zähler zählte {energy} aus dem Netz.",trade_open:"Abgerechnet wird, sobald die Häuser ihre Zähler gemeldet haben.",trade_unmetered:"Kein Zählerstand kam rechtzeitig, deshalb wurde berechnet, was dein Anschluss höchstens ziehen kann. Ein später Zählerstand gibt das zurück.",trade_short:"{energy} weniger als gehandelt kamen aus deinem Haus und mussten gekauft werden: {amount}.",trade_over:"{energy} mehr als gehandelt gingen an die Gemeinschaft: {amount}.",trade_more:"{energy} mehr als gehandelt wurden verbraucht und mussten gekauft werden: {amount}.",trade_less:"{energy} weniger als gehandelt wurden verbraucht und gingen an die Gemeinschaft zurück: {amount}.",trade_better:"Zusammen {amount}: {saved} besser als mit dem Netz allein.",trade_worse:"Zusammen {amount}: {saved} schlechter als mit dem Netz allein.",trade_even:"Zusammen {amount}, wie mit dem Netz allein.",trade_why:"Dieses Geschäft erklären",trades_label:"Handel, Neuestes zuerst",community_title:"Gemeinschaft",community_description:"Wer teilnimmt, was als Nächstes angeboten und gesucht wird, und was auf den Betreiber wartet",members:"Häuser",members_reporting:"{reported} von {awaited} haben den letzten Block gemeldet",balance_of_block:"Angebot und Nachfrage der nächsten Blöcke",membership:"Mitgliedschaft",reason:"Status",online:"verbunden",offline:"kein Knoten antwortet",requests:"Häuser, die beitreten möchten",decide:"Über Aufnahme entscheiden",no_requests:"Kein Haus wartet auf Aufnahme.",disputes:"Strittige Blöcke",since:"seit {time}",questions_title:"Fragen",questions_description:"Was das Haus von dir wissen möchte, mit den Möglichkeiten, die du hast",questions_empty:"Keine offene Frage.",questions_until:"Ohne Antwort bis {time}: {choice}",questions_failed:"Die Antwort kam nicht an: {error}",offer_text:"Diese Seite entsteht aus den Entitäten deines Hauses. Behalte sie in der Seitenleiste oder lass sie, wo sie ist: Das Gerät der Gemeinschaft hat eine Schaltfläche, die hierher führt.",offer_keep:"In der Seitenleiste zeigen",offer_kept:"Das Dashboard steht in der Seitenleiste.",strategy_name:"Energy Trade",strategy_description:"Dein Haus auf dem Markt der Gemeinschaft: Preise, Plan, Geld, Handel",view_overview:"Übersicht",view_trades:"Handel",section_controls:"Was du erlaubst",editor_entry:"Gemeinschaft",editor_title:"Titel",editor_energy:"Deine Energie zeigen",editor_community:"Zeigen, was alle Häuser anbieten und suchen",editor_period:"Zuerst gezeigter Zeitraum",editor_chart:"Tage zeigen",editor_days:"Tage im Blick",editor_height:"Höhe in Zeilen",editor_power:"Leistung zeigen",editor_operator:"Zeigen, was auf den Betreiber wartet",editor_hide_empty:"Ausblenden, solange es keine Frage gibt"};var fo={now:"Now",today:"Today",month:"This month",all_time:"In all",practice:"Practice",practice_help:"Neighbours, prices and money are simulated.",loading:"Reading the market…",no_home:"No community is set up. Add Energy Trade under Settings → Devices & services.",unknown_home:"This card's community was removed. Choose another one in the card's settings.",not_loaded:"The community is not running. Look at Energy Trade under Settings → Devices & services.",failed:"Home Assistant did not answer. This card tries again by itself.",disconnected:"No node answers: these are the last known values.",market_title:"Market",market_description:"Prices of past and coming hours, your orders and what the neighbours offer and want",market_label:"Prices and energy over time. Left and right arrow keys choose an interval.",price:"Community price",zone_price:"Price in your zone",no_price:"no trade",not_cleared:"not known yet",expected:"Expected",about:"about {price}",grid_takes:"Grid sells at",grid_pays:"Grid pays",sell_order:"offers {energy} from {price}",buy_order:"wants {energy} up to {price}",order:"Your order",no_order:"none",your_limit:"Your limit",your_energy:"You",all_homes:"All homes",position:"Traded",sold:"Sold",bought:"Bought",metered:"Metered",ordered:"Ordered",offered:"Offered",wanted:"Wanted",market_empty:"The market has not opened yet. Prices appear with the first block.",plan_title:"Plan",plan_description:"What the battery and the appliances will do, and why",plan_label:"Planned power and battery charge over time. Left and right arrow keys choose a time.",plan_empty:"Nothing is planned yet. Add a battery, an appliance, a car or a thermostat to the home, and it is planned around the market's prices.",battery:"Battery",battery_level:"Battery charge",charging:"Charging",discharging:"Discharging",power:"Power",load:"Use",solar:"Solar",net_import:"From the grid",net_export:"Into the grid",runs:"Planned runs",no_runs:"No appliance waits to run.",run_now:"Run now",run_later:"Run later",run_cost:"Costs",run_earns:"Earns",run_failed:"That did not work: {error}",run_done:"Done: the plan follows in a moment.",price_bought:"Buying at",price_sold:"Selling at",reason_running:"It runs already.",reason_now:"Nothing is gained by waiting.",reason_own_surplus:"Your own generation has the energy then.",reason_community_surplus:"The neighbours have it to spare then.",reason_cheaper:"Power is cheaper then.",reason_deadline:"It must be ready, and there is no better time before.",reason_comfort:"The room needs it then.",reason_pre_conditions:"Warmed or cooled ahead, while power is cheap.",reason_stores:"The battery takes what will be worth more later.",reason_supplies:"The battery gives while power is dear.",money_title:"Money",money_description:"What was sold, bought and saved, compared with the grid alone",lost:"Lost against the grid alone",saved_against:"saved against the grid alone",rest:"Beyond trades",rest_help:"What was delivered or used otherwise than traded, and what was not traded at all",balance:"Balance",available:"available {amount}",with_community:"With the community",grid_only:"Grid alone",money_empty:"Nothing is settled yet. Money shows once the first block is settled.",money_none:"Nothing of this time is settled yet.",days_label:"Savings of each day",period:"Period",trades_title:"Trades",trades_description:"Every interval that you traded, to search and to export",search:"Search",search_hint:"Date, sold, bought, estimated…",export_csv:"Export CSV",exported:"{rows} rows are saved.",export_failed:"The export failed: {error}",only_traded:"Only trades",column_time:"Time",column_trade:"Trade",column_delivered:"Delivered",column_price:"Price",column_amount:"Amount",column_state:"State",pending:"not settled",settled:"settled",estimated:"estimated",late:"reported late",unmetered:"no reading",trades_count:"{shown} of {count}",trades_empty:"No trades in this time yet.",trades_no_match:"Nothing matches “{query}”.",differences:"of which {amount} beyond the trade",trade_sold:"{energy} sold: neighbours pay {price}, the grid pays {grid}.",trade_bought:"{energy} bought: neighbours ask {price}, the grid asks {grid}.",trade_from:"{energy} came from the community: {amount}.",trade_to:"{energy} went to the community: {amount}.",trade_none:"Nothing was traded with neighbours in this time.",trade_out:"Your meter counted {energy} into the grid.",trade_in:"Your meter counted {energy} from the grid.",trade_open:"It is settled once the homes have reported their meters.",trade_unmetered:"No reading came in time, so the most that your connection can draw was charged. A late reading gives that back.",trade_short:"{energy} less than traded came from your home and had to be bought: {amount}.",trade_over:"{energy} more than traded went to the community: {amount}.",trade_more:"{energy} more than traded was used and had to be bought: {amount}.",trade_less:"{energy} less than traded was used and went back to the community: {amount}.",trade_better:"In all {amount}: {saved} better than with the grid alone.",trade_worse:"In all {amount}: {saved} worse than with the grid alone.",trade_even:"In all {amount}, as with the grid alone.",trade_why:"Explain this trade",trades_label:"Trades, newest first",community_title:"Community",community_description:"Who takes part, what is offered and wanted next, and what waits for the operator",members:"Homes",members_reporting:"{reported} of {awaited} reported the last block",balance_of_block:"Offered and wanted in the next blocks",membership:"Membership",reason:"Status",online:"connected",offline:"no node answers",requests:"Homes that ask to join",decide:"Decide who may join",no_requests:"No home waits to join.",disputes:"Disputed blocks",since:"since {time}",questions_title:"Questions",questions_description:"What the home wants to know from you, with the choices that you have",questions_empty:"No open question.",questions_until:"Without an answer by {time}: {choice}",questions_failed:"The answer could not be given: {error}",offer_text:"This page is made from your home's entities. Keep it in the sidebar, or leave it: the community's device has a button that leads here.",offer_keep:"Show in sidebar",offer_kept:"The dashboard is in the sidebar.",strategy_name:"Energy Trade",strategy_description:"Your home on the community's market: prices, plan, money, trades",view_overview:"Overview",view_trades:"Trades",section_controls:"What you allow",editor_entry:"Community",editor_title:"Title",editor_energy:"Show your energy",editor_community:"Show what all homes offer and want",editor_period:"Period shown first",editor_chart:"Show days",editor_days:"Days to show",editor_height:"Height in rows",editor_power:"Show power",editor_operator:"Show what waits for the operator",editor_hide_empty:"Hide while there is no question"};var fc={now:"지금",today:"오늘",month:"이번 달",all_time:"전체",practice:"연습",practice_help:"이웃과 가격, 돈은 모두 시뮬레이션입니다.",loading:"시장 정보를 읽는 중…",no_home:"설정된 커뮤니티가 없습니다. 설정 → 기기 및 서비스에서 Energy Trade를 추가하세요.",unknown_home:"이 카드의 커뮤니티가 삭제되었습니다. 카드 설정에서 다른 커뮤니티를 선택하세요.",not_loaded:"커뮤니티가 실행되고 있지 않습니다. 설정 → 기기 및 서비스에서 Energy Trade를 확인하세요.",failed:"Home Assistant가 응답하지 않았습니다. 이 카드는 자동으로 다시 시도합니다.",disconnected:"응답하는 노드가 없어 마지막으로 확인된 값을 표시합니다.",market_title:"시장",market_description:"지난 시간과 다가올 시간의 가격, 내 주문, 이웃이 내놓은 전력과 필요한 전력",market_label:"시간에 따른 가격과 전력량입니다. 왼쪽과 오른쪽 화살표 키로 구간을 선택하세요.",price:"커뮤니티 가격",zone_price:"우리 구역 가격",no_price:"거래 없음",not_cleared:"아직 미정",expected:"예상",about:"약 {price}",grid_takes:"계통 판매가",grid_pays:"계통 매입가",sell_order:"{energy} 판매, {price} 이상",buy_order:"{energy} 구매, {price} 이하",order:"내 주문",no_order:"없음",your_limit:"내 한도",your_energy:"우리 집",all_homes:"모든 가구",position:"거래됨",sold:"판매",bought:"구매",metered:"계량값",ordered:"주문",offered:"공급",wanted:"수요",market_empty:"시장이 아직 열리지 않았습니다. 첫 블록부터 가격이 표시됩니다.",plan_title:"계획",plan_description:"배터리와 가전이 무엇을 할지, 그 이유는 무엇인지",plan_label:"시간에 따른 계획 전력과 배터리 충전량입니다. 왼쪽과 오른쪽 화살표 키로 시간을 선택하세요.",plan_empty:"아직 계획이 없습니다. 집에 배터리, 가전, 전기차 또는 온도 조절기를 추가하면 시장 가격에 맞춰 계획합니다.",battery:"배터리",battery_level:"배터리 충전량",charging:"충전",discharging:"방전",power:"전력",load:"사용",solar:"태양광",net_import:"계통에서",net_export:"계통으로",runs:"예정된 작동",no_runs:"작동을 기다리는 가전이 없습니다.",run_now:"지금 작동",run_later:"나중에 작동",run_cost:"비용",run_earns:"수익",run_failed:"실행하지 못했습니다: {error}",run_done:"완료: 곧 계획에 반영됩니다.",price_bought:"구매가",price_sold:"판매가",reason_running:"이미 작동 중입니다.",reason_now:"기다려도 이득이 없습니다.",reason_own_surplus:"그때 우리 집 발전량이 남습니다.",reason_community_surplus:"그때 이웃의 전력이 남습니다.",reason_cheaper:"그때 전기가 더 저렴합니다.",reason_deadline:"제때 끝나야 하고, 그 전에 더 나은 시간이 없습니다.",reason_comfort:"그때 방에 필요합니다.",reason_pre_conditions:"전기가 저렴할 때 미리 데우거나 식힙니다.",reason_stores:"나중에 더 값진 전력을 배터리에 저장합니다.",reason_supplies:"전기가 비쌀 때 배터리가 공급합니다.",money_title:"정산",money_description:"판매, 구매, 절약 금액을 계통만 이용할 때와 비교",lost:"계통만 이용할 때보다 손실",saved_against:"계통만 이용할 때보다 절약",rest:"거래 외",rest_help:"거래와 다르게 보내거나 쓴 전기와 거래하지 않은 전기",balance:"잔액",available:"사용 가능 {amount}",with_community:"커뮤니티 이용",grid_only:"계통만 이용",money_empty:"아직 정산된 내역이 없습니다. 첫 블록이 정산되면 금액이 표시됩니다.",money_none:"이 기간에는 아직 정산된 거래가 없습니다.",days_label:"일별 절약 금액",period:"기간",trades_title:"거래",trades_description:"내가 거래한 모든 구간을 검색하고 내보내기",search:"검색",search_hint:"날짜, 판매, 구매, 추정…",export_csv:"CSV 내보내기",exported:"{rows}행을 저장했습니다.",export_failed:"내보내지 못했습니다: {error}",only_traded:"거래만 보기",column_time:"시간",column_trade:"거래",column_delivered:"실제 공급",column_price:"가격",column_amount:"금액",column_state:"상태",pending:"정산 전",settled:"정산됨",estimated:"추정",late:"늦은 보고",unmetered:"계량값 없음",trades_count:"{count}건 중 {shown}건",trades_empty:"이 기간에는 아직 거래가 없습니다.",trades_no_match:"“{query}”에 맞는 거래가 없습니다.",differences:"그중 거래 외 {amount}",trade_sold:"{energy} 판매: 이웃 가격 {price}, 전력망 매입가 {grid}.",trade_bought:"{energy} 구매: 이웃 가격 {price}, 전력망 요금 {grid}.",trade_from:"커뮤니티에서 {energy} 받음: {amount}.",trade_to:"커뮤니티로 {energy} 보냄: {amount}.",trade_none:"이 시간에는 이웃과 거래하지 않았습니다.",trade_out:"계량값: 전력망으로 {energy} 보냄.",trade_in:"계량값: 전력망에서 {energy} 받음.",trade_open:"모든 가구의 계량값이 보고되면 정산됩니다.",trade_unmetered:"계량값이 제때 오지 않아 연결이 쓸 수 있는 최대치로 계산했습니다. 나중에 계량값이 오면 돌려받습니다.",trade_short:"거래한 양보다 {energy} 적게 내보내서 그만큼 사야 했습니다: {amount}.",trade_over:"거래한 양보다 {energy} 많은 전기가 커뮤니티로 갔습니다: {amount}.",trade_more:"거래한 양보다 {energy} 더 써서 그만큼 사야 했습니다: {amount}.",trade_less:"거래한 양보다 {energy} 적게 써서 그만큼 커뮤니티로 돌아갔습니다: {amount}.",trade_better:"모두 {amount}, 전력망만 쓸 때보다 {saved} 이득입니다.",trade_worse:"모두 {amount}, 전력망만 쓸 때보다 {saved} 손해입니다.",trade_even:"모두 {amount}, 전력망만 쓸 때와 같습니다.",trade_why:"이 거래 설명 보기",trades_label:"거래, 최신순",community_title:"커뮤니티",community_description:"누가 참여하는지, 다음 공급과 수요, 운영자가 처리할 일",members:"가구",members_reporting:"{awaited}가구 중 {reported}가구가 지난 블록을 보고함",balance_of_block:"다음 블록의 공급과 수요",membership:"가입 상태",reason:"거래 상태",online:"연결됨",offline:"응답하는 노드 없음",requests:"가입을 신청한 가구",decide:"가입 결정하기",no_requests:"가입을 기다리는 가구가 없습니다.",disputes:"이의가 제기된 블록",since:"{time}부터",questions_title:"질문",questions_description:"집이 묻는 것과 고를 수 있는 답",questions_empty:"열린 질문이 없습니다.",questions_until:"{time}까지 답이 없으면: {choice}",questions_failed:"답을 전달하지 못했습니다: {error}",offer_text:"이 페이지는 우리 집의 구성요소로 만들어집니다. 사이드바에 두거나 그대로 두세요. 커뮤니티 기기에 이 페이지로 오는 버튼이 있습니다.",offer_keep:"사이드바에 표시",offer_kept:"대시보드를 사이드바에 두었습니다.",strategy_name:"Energy Trade",strategy_description:"커뮤니티 시장 속 우리 집: 가격, 계획, 정산, 거래",view_overview:"개요",view_trades:"거래",section_controls:"허용 설정",editor_entry:"커뮤니티",editor_title:"제목",editor_energy:"내 전력량 표시",editor_community:"모든 가구의 공급과 수요 표시",editor_period:"처음 표시할 기간",editor_chart:"일별 표시",editor_days:"표시할 일수",editor_height:"높이(행)",editor_power:"전력 표시",editor_operator:"운영자가 처리할 일 표시",editor_hide_empty:"질문이 없으면 숨기기"};var Bu={en:fo,ko:fc,de:mc};function rt(n,t,e={}){return((Bu[n.split("-")[0]??""]??fo)[t]??t).replace(/\{(\w+)\}/g,(r,o)=>String(e[o]??r))}function mn(){return document.querySelector("home-assistant")?.hass?.language??document.documentElement.lang}function $t(...n){return{schema:[{name:"entry",selector:{config_entry:{integration:qe}}},{name:"title",selector:{text:{}}},...n],computeLabel:({name:t})=>rt(mn(),`editor_${t}`)}}var $e=class extends wt{constructor(){super(...arguments);this.preview=!1;this.drawn=[];this.shows=[];this.onFeed=()=>{this.board=this.feed?.board,this.requestUpdate()}}set hass(e){let i=this.latest;this.latest=e,(!i||this.concerns(i,e))&&this.requestUpdate()}get hass(){return this.latest}setConfig(e){this.config=e}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}text(e,i){return rt(this.hass.language,e,i)}now(){return this.feed?.now()??Date.now()/1e3}entity(e){let i=this.home?.entities.get(e);return i===void 0?void 0:this.hass.states[i]}concerns(e,i){return e.locale!==i.locale||e.language!==i.language||e.config!==i.config||e.themes!==i.themes||e.connection!==i.connection||e.entities!==i.entities||e.devices!==i.devices||e.localize!==i.localize||this.shows.some(s=>{let r=this.home?.entities.get(s);return r!==void 0&&e.states[r]!==i.states[r]})}connectedCallback(){super.connectedCallback(),this.latest&&this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),this.feed?.remove(this.onFeed),this.feed=void 0}willUpdate(e){if(super.willUpdate(e),!this.latest||!this.isConnected)return;this.home=hc(this.latest,this.config.entry);let i=this.home?pc(this.latest.connection,this.home.entry):void 0;i!==this.feed&&(this.feed?.remove(this.onFeed),this.feed=i,i?.add(this.onFeed),this.board=i?.board)}shouldUpdate(){return this.latest!==void 0&&this.config!==void 0}render(){let e=performance.now(),i=this.body();return this.drawn.push(performance.now()-e),this.drawn.length>100&&this.drawn.shift(),i}get renderTimes(){return this.drawn}body(){let{home:e,board:i,feed:s}=this,r=e&&i?this.content(i,e):this.notice(this.obstacle());if(r===I)return I;let o=i&&(s?.state!=="live"||!i.connected);return $`
      <ha-card>
        ${this.header()}
        ${o?$`<div class="stale" role="status">${this.staleText()}</div>`:I}
        ${r}
      </ha-card>
    `}header(){return $`
      <header><h2>${this.config.title??this.heading()}</h2>
        ${this.board?.practice?$`<span class="practice" title=${this.text("practice_help")}>${this.text("practice")}</span>`:I}
        ${this.aside()}
      </header>
    `}heading(){return this.text(this.titleKey)}aside(){return I}staleText(){let e=this.feed?.state;return this.text(e==="live"||e===void 0||e==="loading"?"disconnected":this.obstacle())}obstacle(){if(!this.home)return this.config.entry===void 0?"no_home":"unknown_home";switch(this.feed?.state){case"not_loaded":return"not_loaded";case"not_found":return"unknown_home";case"failed":return"failed";default:return"loading"}}notice(e){return $`<p class="notice" role="status">${this.text(e)}</p>`}static{this.styles=[ze`
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
        gap: 8px;
        margin-bottom: 12px;
        min-height: 28px;
      }
      header > :last-child:not(h2, .practice) {
        margin-inline-start: auto;
      }
      .practice {
        padding: 2px 10px;
        border-radius: 12px;
        background: color-mix(in srgb, var(--warning-color, #ffa600) 24%, transparent);
        font-size: 12px;
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
        background: color-mix(in srgb, var(--primary-color) 76%, #000);
        color: #fff;
      }
      .action.strong:hover {
        background: color-mix(in srgb, var(--primary-color) 66%, #000);
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
    `]}};U([be()],$e.prototype,"config",2),U([be()],$e.prototype,"board",2),U([We({type:Boolean})],$e.prototype,"preview",2),U([We({attribute:!1,noAccessor:!0})],$e.prototype,"hass",1);var gc=new Map;function jn(n,t){let e=gc.get(n);return e||gc.set(n,e=t()),e}function Fu(n){switch(n.number_format){case"comma_decimal":return["en-US"];case"decimal_comma":return["de"];case"space_comma":return["fr"];case"quote_decimal":return["de-CH"];case"none":return["en-US"];case"system":return;default:return[n.language]}}function di(n,t,e={}){let{locale:i}=n,s=`n|${i.number_format}|${i.language}|${JSON.stringify(e)}`,r=jn(s,()=>new Intl.NumberFormat(Fu(i),{useGrouping:i.number_format!=="none",...e})),o=r.format(t);return t<0&&!/[1-9]/.test(o)?r.format(0):o}function Kn(n){return{minimumFractionDigits:n,maximumFractionDigits:n}}var go=n=>/^[A-Z]{3}$/.test(n);function _c(n){return jn(`d|${n}`,()=>new Intl.NumberFormat("en",{style:"currency",currency:n})).resolvedOptions().maximumFractionDigits??2}function kt(n,t,e,i={}){let s=i.sign?"exceptZero":"auto";if(!go(e))return`${di(n,t,{...Kn(i.fraction??2),signDisplay:s})} ${e}`;let r=i.fraction??_c(e);return di(n,t,{style:"currency",currency:e,currencyDisplay:"narrowSymbol",signDisplay:s,...Kn(r)})}function _o(n){return(go(n)?_c(n):2)+1}function Tt(n,t,e){let i=Math.abs(t),s=Math.min(_o(e),i<2?3:i<20?2:i<200?1:0);return`${kt(n,t,e,{fraction:s})}/kWh`}function fn(n,t,e){return di(n,t,Kn(e))}function Hs(n){return go(n)?jn(`s|${n}`,()=>new Intl.NumberFormat("en",{style:"currency",currency:n,currencyDisplay:"narrowSymbol"})).formatToParts(0).find(({type:e})=>e==="currency")?.value??n:n}function mt(n,t,e={}){let i=Math.abs(t),s=i<10?2:i<1e3?1:0;return`${di(n,t,{...Kn(s),signDisplay:e.sign?"exceptZero":"auto"})} kWh`}function qn(n,t){return Math.abs(t)<1e3?`${di(n,Math.round(t))} W`:`${di(n,t/1e3,Kn(1))} kW`}function yo(n,t,e){let{locale:i}=n,s=i.time_zone==="server"?n.config.time_zone:void 0;return jn(`t|${t}|${i.language}|${i.time_format}|${s??""}`,()=>{let r=i.time_format==="12"?{hourCycle:"h12"}:i.time_format==="24"?{hourCycle:"h23"}:{},o=i.time_format==="system"?void 0:i.language;return new Intl.DateTimeFormat(o,{...e,...r,...s===void 0?{}:{timeZone:s}})})}function Bs(n,t){let e=Fs(t);if(n.locale.time_zone!=="server")return e.getTimezoneOffset()*-60;let i=n.config.time_zone,s=jn(`o|${i}`,()=>new Intl.DateTimeFormat("sv",{timeZone:i,dateStyle:"short",timeStyle:"medium"}));return Math.round((Date.parse(`${s.format(e).replace(" ","T")}Z`)-e.getTime())/6e4)*60}var Fs=n=>new Date(n*1e3);function tt(n,t,e=!1){let i={hour:"numeric",minute:"2-digit"};return yo(n,e?"hms":"hm",e?{...i,second:"2-digit"}:i).format(Fs(t))}function Li(n,t){return yo(n,"day",{weekday:"short",day:"numeric",month:"short"}).format(Fs(t))}function bo(n,t){return yo(n,"dayshort",{day:"numeric",month:"numeric"}).format(Fs(t))}var Kt=n=>n%60!==0;function jt(n,t,e,i,s=!1){let r=`${tt(n,t,s)} – ${tt(n,e,s)}`,o=Li(n,t);return o===Li(n,i)?r:`${o}, ${r}`}var Vu=6,Vs=n=>n.reduce((t,e)=>t+e,0),Yn=class extends $e{constructor(){super(...arguments);this.titleKey="community_title";this.shows=["membership","reason"]}static getStubConfig(){return{operator:!0}}static getConfigForm(){return $t({name:"operator",selector:{boolean:{}}})}heading(){return this.board?.community??super.heading()}aside(){if(!this.board)return I;let e=this.board.connected;return $`
      <span class="online muted"><i class=${e?"on":"off"}></i>${this.text(e?"online":"offline")}</span>
    `}content(e){return $`
      ${this.standing()} ${this.people(e)} ${this.outlook(e)}
      ${this.config.operator!==!1&&e.operator?this.operator(e,e.operator):I}
    `}standing(){let e=["membership","reason"].map(i=>{let s=this.entity(i);return[i,s&&this.hass.formatEntityState(s)]});return $`
      <dl>
        ${e.map(([i,s])=>s===void 0?I:$`<div><dt>${this.text(i)}</dt><dd>${s}</dd></div>`)}
      </dl>
    `}people(e){if(e.members===void 0)return I;let i=this.now(),s=h=>h.grid_takes.length*e.interval_seconds,r=e.blocks.filter(h=>h.start+s(h)<=i&&(h.awaited??0)>0).at(-1),o=Math.min(r?.reported??0,r?.awaited??0),c=r?.awaited??0;return $`
      <div class="people"><span class="count number">${e.members}</span><span>${this.text("members")}</span>
        ${r?$`
              <span class="muted">${this.text("members_reporting",{reported:o,awaited:c})}</span><span class="dots" aria-hidden="true">
                ${Array.from({length:Math.min(c,60)},(h,d)=>$`<i class=${d<o?"on":"off"}></i>`)}
              </span>
            `:I}
      </div>
    `}outlook(e){let i=ac(e,this.now()),s=e.blocks.filter(h=>i&&h.start>i.start).slice(0,Vu);if(s.length===0)return I;let r=Kt(e.interval_seconds),o=Math.max(...s.map(h=>Math.max(Vs(h.offered),Vs(h.wanted))),1e-9),c=(h,d,g)=>$`
      <span class="track ${g}"><i style="width:${h/o*100}%;background:var(${d})"></i></span><span class="number ${g}-number">${mt(this.hass,h)}</span>
    `;return $`
      <h3>${this.text("balance_of_block")}</h3><div class="outlook" role="table" aria-label=${this.text("balance_of_block")}><div class="line head" role="row"><span role="columnheader">${this.text("column_time")}</span><span role="columnheader" class="end">${this.text("offered")}</span><span role="columnheader">${this.text("wanted")}</span></div>
        ${s.map(h=>$`
            <div class="line" role="row"><span role="cell" class="number">
                ${tt(this.hass,h.start,r)}
                <span class="visually-hidden">${jt(this.hass,h.start,h.start+8*e.interval_seconds,this.now(),r)}</span></span><span role="cell" class="side reverse">${c(Vs(h.offered),"--et-sold","offered")}</span><span role="cell" class="side">${c(Vs(h.wanted),"--et-bought","wanted")}</span></div>
          `)}
      </div>
    `}operator(e,{homes:i,requests:s,disputes:r}){let o=Kt(e.interval_seconds),c=d=>d+8*e.interval_seconds,h=(d,g)=>d?$`<span>${d}</span>`:$`<code title=${g}>${`${g.slice(0,6)}…${g.slice(-4)}`}</code>`;return $`
      ${i?.length?$`
            <h3>${this.text("members")}</h3><ul>
              ${i.map(({name:d,agent:g,status:m})=>$`<li>${h(d,g)}<span class="muted">${this.statusText(m)}</span></li>`)}
            </ul>
          `:I}
      <h3>${this.text("requests")}</h3>
      ${s.length===0?$`<p class="muted">${this.text("no_requests")}</p>`:$`<ul>
            ${s.map(({agent:d,name:g,since:m})=>$`
                <li>
                  ${h(g,d)}
                  ${m==null?I:$`<span class="muted">${this.text("since",{time:tt(this.hass,m)})}</span>`}
                </li>
              `)}
          </ul><a class="action" href="/config/repairs">${this.text("decide")}</a>`}
      ${r.length===0?I:$`
            <h3>${this.text("disputes")}</h3><ul>
              ${r.map(({start:d,reason:g})=>$`
                  <li><span class="number">${jt(this.hass,d,c(d),this.now(),o)}</span><span class="muted">${g}</span></li>
                `)}
            </ul>
          `}
    `}statusText(e){let i=this.entity("membership");return i?this.hass.formatEntityState(i,e):e}};Yn.styles=[...$e.styles,ze`
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
        min-width: 58px;
        font-size: 12px;
      }
      .reverse .number {
        text-align: end;
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
      a.action {
        display: inline-flex;
        align-items: center;
        margin-top: 8px;
        text-decoration: none;
      }
    `],Yn=U([je("energy-trade-community-card")],Yn);var gn=class extends $e{constructor(){super(...arguments);this.titleKey="market_title";this.nowFunction=()=>this.now();this.timeFunction=e=>tt(this.hass,e);this.offsetFunction=e=>Bs(this.hass,e);this.onChoose=e=>{this.chosen=e.detail.index};this.plain=(e,i)=>fn(this.hass,e,i);this.kwh=(e,i)=>fn(this.hass,Math.abs(e),i)}static getStubConfig(){return{energy:!0,community:!0}}static getConfigForm(){return $t({name:"energy",selector:{boolean:{}}},{name:"community",selector:{boolean:{}}})}content(e){if(e.blocks.length===0)return this.notice("market_empty");let{line:i,panes:s}=this.picture(e),r=this.chosen!==void 0&&this.chosen<i.length?this.chosen:Gn(i,this.now()),o=i[r],c=Kt(e.interval_seconds);return $`
      ${o?this.readout(e,o,c):I}
      <energy-trade-chart
        .line=${i}
        .panes=${s}
        .chosen=${this.chosen}
        .now=${this.nowFunction}
        .timeFormat=${this.timeFunction}
        .clockOffset=${this.offsetFunction}
        .theme=${this.hass.themes}
        .label=${this.text("market_label")}
        .valueText=${o?this.spoken(e,o,c):""}
        @choose=${this.onChoose}
      ></energy-trade-chart>
      ${this.legend(e)}
    `}picture(e){let{config:i,made:s}=this,r=this.hass.language+this.hass.locale.number_format;if(s?.board===e&&s.config===i&&s.language===r)return s;let o=lc(e),c=[this.prices(e,o)];return i.energy!==!1&&c.push(this.energy(o)),i.community!==!1&&c.push(this.community(o)),this.made={board:e,config:i,language:r,line:o,panes:c}}prices(e,i){let s=Gn(i,this.now()),r=[{values:i.map(({retail:c})=>c),kind:"steps",color:"--et-bought",width:1,dash:[4,3]},{values:i.map(({feedIn:c})=>c),kind:"steps",color:"--et-sold",width:1,dash:[4,3]},{values:i.map(({order:c},h)=>h>s&&c?.side==="sell"?c.price:null),kind:"steps",color:"--et-sold",width:3},{values:i.map(({order:c},h)=>h>s&&c?.side==="buy"?c.price:null),kind:"steps",color:"--et-bought",width:3},{values:i.map(({expected:c})=>c),kind:"steps",color:"--et-price",width:1.5,dash:[2,3]},{values:i.map(({price:c})=>c),kind:"steps",color:"--et-price",width:2.5,fill:.14}];return{title:`${Hs(e.currency)}/kWh`,height:204,layers:r,format:this.plain,include:[0]}}energy(e){let i=({order:o})=>o&&(o.side==="sell"?o.energy:-o.energy),s=(o,c)=>e.map(h=>{let d=c(h);return d!==null&&d*o>0?d:null}),r=[{values:s(1,i),kind:"bars",color:"--et-sold",fill:.3},{values:s(-1,i),kind:"bars",color:"--et-bought",fill:.3},{values:s(1,({traded:o})=>o),kind:"bars",color:"--et-sold",fill:.95},{values:s(-1,({traded:o})=>o),kind:"bars",color:"--et-bought",fill:.95},{values:e.map(({metered:o})=>o),kind:"steps",color:"--primary-text-color",width:1.25}];return{title:this.paneTitle("your_energy","sold","bought"),height:122,layers:r,format:this.kwh,include:[-.01,.01]}}community(e){let i=r=>e.map(o=>o.offered||o.wanted?r(o):null),s=[{values:i(({wanted:r})=>-r),kind:"bars",color:"--et-bought",fill:.55},{values:i(({offered:r})=>r),kind:"bars",color:"--et-sold",fill:.55}];return{title:this.paneTitle("all_homes","offered","wanted"),height:112,layers:s,format:this.kwh,include:[-.01,.01]}}paneTitle(e,i,s){return`${this.text(e)}, kWh: ${this.text(i)} ↑ ${this.text(s)} ↓`}priceText(e,i){return i.price!==null?Tt(this.hass,i.price,e.currency):i.expected!==null?this.text("about",{price:Tt(this.hass,i.expected,e.currency)}):this.text(i.traded!==null||i.end<=this.now()?"no_price":"not_cleared")}orderText(e,{order:i}){if(!i)return this.text("no_order");let s=i.side==="sell"?"sell_order":"buy_order",r={energy:mt(this.hass,i.energy),price:Tt(this.hass,i.price,e.currency)};return this.text(s,r)}tradedText({traded:e}){if(e===null)return"–";let i=mt(this.hass,Math.abs(e));return e===0?i:`${this.text(e>0?"sold":"bought")} ${i}`}facts(e,i){let{hass:s}=this;return[["grid_takes",Tt(s,i.retail,e.currency)],["grid_pays",Tt(s,i.feedIn,e.currency)],["order",this.orderText(e,i)],["position",this.tradedText(i)],["offered",mt(s,i.offered)],["wanted",mt(s,i.wanted)]]}when(e,i){let s=this.now(),r=jt(this.hass,e.start,e.end,s,i);return e.start<=s&&s<e.end?`${this.text("now")} · ${r}`:r}spoken(e,i,s){let r=this.facts(e,i).map(([o,c])=>`${this.text(o)} ${c}`);return[this.when(i,s),`${this.text(yc(e))} ${this.priceText(e,i)}`,...r].join(", ")}readout(e,i,s){return $`
      <div class="readout" aria-hidden="true"><div class="main"><div class="muted">${this.when(i,s)}</div><div class="price number">${this.priceText(e,i)}</div></div><dl>
          ${this.facts(e,i).map(([r,o])=>$`<div><dt>${this.text(r)}</dt><dd class="number">${o}</dd></div>`)}
        </dl></div>
    `}legend(e){let i=(s,r,o)=>$`<span><i class=${s} style="--c:var(${r})"></i>${this.text(o)}</span>`;return $`
      <div class="legend" aria-hidden="true">
        ${i("line","--et-price",yc(e))}${i("dash","--et-price","expected")}${i("dash","--et-bought","grid_takes")}
        ${i("dash","--et-sold","grid_pays")}${i("line","--et-sold","your_limit")}
        ${i("bar","--et-sold","sold")}
        ${i("bar","--et-bought","bought")}${i("bar pale","--et-sold","ordered")}
        ${this.config.energy===!1?I:i("line thin","--primary-text-color","metered")}
      </div>
    `}};gn.styles=[...$e.styles,ze`
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
      }
      dd.number {
        white-space: normal;
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
    `],U([be()],gn.prototype,"chosen",2),gn=U([je("energy-trade-market-card")],gn);var yc=({zones:n})=>(n??1)>1?"zone_price":"price";var _n=[["today","today"],["month","month"],["all","all_time"]],ui=class extends $e{constructor(){super(...arguments);this.titleKey="money_title";this.asked="";this.onTabKey=e=>{let i={ArrowRight:1,ArrowLeft:-1}[e.key];if(i===void 0)return;let s=_n.findIndex(([o])=>o===this.shown),r=_n[(s+i+_n.length)%_n.length];r&&(this.period=r[0],e.preventDefault(),this.updateComplete.then(()=>this.renderRoot.querySelector('[aria-selected="true"]')?.focus()))}}static getStubConfig(){return{period:"today",chart:!0}}static getConfigForm(){let e=_n.map(([i,s])=>({value:i,label:rt(mn(),s)}));return $t({name:"period",selector:{select:{mode:"dropdown",options:e}}},{name:"chart",selector:{boolean:{}}})}willUpdate(e){super.willUpdate(e);let{board:i,home:s}=this;if(!i||!s)return;let r=new Date().toDateString(),o=JSON.stringify([s.entry,i.totals,r]);o!==this.asked&&this.ask(o,s.entry)}async ask(e,i){this.asked=e;try{let s=await this.hass.callWS({type:`${qe}/summary`,config_entry_id:i});e===this.asked&&(this.summary=s??void 0)}catch{e===this.asked&&(this.asked="")}}get shown(){return this.period??this.config.period??"today"}aside(){return this.summary?$`
      <div class="tabs" role="tablist" aria-label=${this.text("period")} @keydown=${this.onTabKey}>
        ${_n.map(([e,i])=>$`
            <button
              role="tab"
              aria-selected=${e===this.shown}
              tabindex=${e===this.shown?0:-1}
              @click=${()=>this.period=e}
            >${this.text(i)}</button>
          `)}
      </div>
    `:I}content(e){if(!this.summary)return $`${this.balance(e)}${this.notice(e.totals?"loading":"money_empty")}`;let i=this.summary[this.shown];return $`
      <div role="tabpanel">${Uu(i)?this.notice("money_none"):this.sums(e,i)}</div>
      ${this.config.chart===!1?I:this.chart(e,this.summary.days)} ${this.balance(e)}
    `}sums(e,i){return $`
      ${this.headline(e,i)} ${this.comparison(e,i)}
      <dl>
        ${this.row(e,"sold","--et-sold",i.sold,i.compensation)}
        ${this.row(e,"bought","--et-bought",i.bought,-i.cost)}
        ${i.other?this.row(e,"rest","--et-muted",void 0,i.other):I}
      </dl>
    `}headline(e,{savings:i}){return $`
      <div class="headline"><span class="saved number ${i<0?"bad":"good"}">${kt(this.hass,Math.abs(i),e.currency)}</span><span class="muted">${this.text(i<0?"lost":"saved_against")}</span></div>
    `}comparison(e,{amount:i,savings:s}){let r=i-s,o=Math.max(Math.abs(i),Math.abs(r),1e-9),c=(h,d,g)=>$`
      <div class="bar"><span>${this.text(h)}</span><span class="track"><i style="width:${Math.abs(d)/o*100}%;background:var(${g})"></i></span><span class="number">${kt(this.hass,d,e.currency,{sign:!0})}</span></div>
    `;return $`
      <div class="bars">
        ${c("with_community",i,"--et-price")}${c("grid_only",r,"--et-muted")}
      </div>
    `}row(e,i,s,r,o){let c=kt(this.hass,o,e.currency,{sign:!0});return $`
      <div title=${i==="rest"?this.text("rest_help"):""}><dt><i style="background:var(${s})"></i>${this.text(i)}</dt><dd class="number muted">${r===void 0?"":mt(this.hass,r)}</dd><dd class="number">${c}</dd></div>
    `}balance(e){if(e.balance===null)return I;let i=e.available===null?"":kt(this.hass,e.available,e.currency);return $`
      <div class="balance"><span>${this.text("balance")}</span><span class="muted">${i&&this.text("available",{amount:i})}</span><span class="number">${kt(this.hass,e.balance,e.currency)}</span></div>
    `}chart(e,i){let s=i.slice(Math.max(0,i.findIndex(({amount:w,sold:C,bought:L})=>w||C||L))),r=s.length<7?i.slice(-7):s;if(this.shown==="today"||r.every(({savings:w})=>!w))return I;let o=Math.max(...r.map(({savings:w})=>w),0),c=Math.min(...r.map(({savings:w})=>w),0),h=w=>(o-w)/(o-c||1)*100,d=100/r.length,g=this.day===void 0?void 0:r[this.day],m=r[0],_=r.at(-1),v=w=>`${Li(this.hass,w.start)}: ${kt(this.hass,w.savings,e.currency,{sign:!0})}`;return $`
      <h3>${g?v(g):this.text("days_label")}</h3><svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${r.map(v).join(", ")}>
        ${r.map((w,C)=>bl`
            <rect class="slot" x=${C*d} y="0" width=${d} height="100"
              @pointerenter=${()=>this.day=C} @pointerleave=${()=>this.day=void 0}></rect><rect class=${w.savings<0?"bad":"good"} x=${C*d+d*.12} width=${d*.76}
              y=${Math.min(h(w.savings),h(0))} height=${Math.abs(h(w.savings)-h(0))}></rect>`)}
        <line x1="0" x2="100" y1=${h(0)} y2=${h(0)}></line></svg><div class="ends muted" aria-hidden="true"><span>${m?bo(this.hass,m.start):""}</span><span>${_?bo(this.hass,_.start):""}</span></div>
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
        grid-template-columns: minmax(90px, 11.5em) 1fr minmax(72px, auto);
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
    `],U([be()],ui.prototype,"summary",2),U([be()],ui.prototype,"period",2),U([be()],ui.prototype,"day",2),ui=U([je("energy-trade-money-card")],ui);function Uu({sold:n,bought:t,amount:e,savings:i}){return!n&&!t&&!e&&!i}var vo="energy-trade",Ot=class extends wt{constructor(){super(...arguments);this.kept=!1}setConfig(){}getCardSize(){return 2}static isWanted(e){return location.pathname.split("/")[1]===vo&&e.user?.is_admin===!0&&e.panels[vo]?.show_in_sidebar===!1}render(){if(!this.kept&&!Ot.isWanted(this.hass))return I;let e=i=>rt(this.hass.language,i);return $`
      <ha-card><p role="status">${e(this.kept?"offer_kept":"offer_text")}</p>
        ${this.kept?I:$`<button @click=${()=>{this.keep()}}>${e("offer_keep")}</button>`}
      </ha-card>
    `}async keep(){await this.hass.callWS({type:"frontend/update_panel",url_path:vo,show_in_sidebar:!0}),this.kept=!0}};Ot.styles=ze`
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
  `,U([We({attribute:!1})],Ot.prototype,"hass",2),U([be()],Ot.prototype,"kept",2),Ot=U([je("energy-trade-offer-card")],Ot);var Wu=1e6,wo=1e3,bc=n=>`${n.device}@${n.start}`,ti=class extends $e{constructor(){super(...arguments);this.titleKey="plan_title";this.said="";this.busy=!1;this.nowFunction=()=>this.now();this.timeFunction=e=>tt(this.hass,e);this.offsetFunction=e=>Bs(this.hass,e);this.onChoose=e=>{this.chosen=e.detail.index};this.plain=(e,i)=>fn(this.hass,e,i);this.kilo=(e,i)=>fn(this.hass,e/wo,i)}static getStubConfig(){return{power:!0}}static getConfigForm(){return $t({name:"power",selector:{boolean:{}}})}content(e,i){let s=e.plan;if(!s||s.steps.length===0)return this.notice("plan_empty");let{line:r,panes:o}=this.picture(e,s),c=this.chosen!==void 0&&this.chosen<r.length?this.chosen:Gn(r,this.now()),h=s.steps[c],d=Kt(e.interval_seconds);return $`
      ${h?this.readout(e,h,d):I}
      <energy-trade-chart
        .line=${r}
        .panes=${o}
        .chosen=${this.chosen}
        .now=${this.nowFunction}
        .timeFormat=${this.timeFunction}
        .clockOffset=${this.offsetFunction}
        .theme=${this.hass.themes}
        .label=${this.text("plan_label")}
        .valueText=${h?this.spoken(e,h,d):""}
        @choose=${this.onChoose}
      ></energy-trade-chart>
      ${this.legend(s)} ${this.runs(e,s,r,i,d)}
    `}picture(e,i){let s=[this.hass.language,this.hass.locale.number_format,this.config.power].join(),{made:r}=this;if(r?.key===s&&Gu(r.plan,i))return r;let{steps:o}=i,c=o.map(({start:d,seconds:g})=>({start:d,end:d+g})),h=[this.prices(e,o)];return this.config.power!==!1&&h.push(this.power(o)),vc(i)&&h.push(this.battery(o)),this.made={plan:i,key:s,line:c,panes:h}}prices(e,i){let s=[{values:i.map(({buy:r})=>r),kind:"steps",color:"--et-bought",width:2,fill:.1},{values:i.map(({sell:r})=>r),kind:"steps",color:"--et-sold",width:2,fill:.1}];return{title:`${Hs(e.currency)}/kWh`,height:98,layers:s,format:this.plain,include:[0]}}power(e){let i=[{values:e.map(({pv_w:s})=>s),kind:"steps",color:"--et-solar",width:0,fill:.35},{values:e.map(({load_w:s})=>s),kind:"steps",color:"--primary-text-color",width:1.5},{values:e.map(({battery_w:s})=>s),kind:"bars",color:"--et-battery",fill:.7}];return{title:`${this.text("power")}, kW`,height:144,layers:i,unit:wo,format:this.kilo,include:[0,100]}}battery(e){let s=[{values:[null,...e.map(({soc_wh:r})=>r)],kind:"line",color:"--et-battery",width:2,fill:.25}];return{title:`${this.text("battery_level")}, kWh`,height:110,layers:s,unit:wo,format:this.kilo,include:[0,100]}}facts(e,i){let{hass:s}=this,r=[];return i.buy!==null&&r.push(["price_bought",Tt(s,i.buy,e.currency)]),i.sell!==null&&r.push(["price_sold",Tt(s,i.sell,e.currency)]),i.load_w!==null&&r.push(["load",qn(s,i.load_w)]),i.pv_w!==null&&r.push(["solar",qn(s,i.pv_w)]),r.push([i.net_w<0?"net_import":"net_export",qn(s,Math.abs(i.net_w))]),i.battery_w&&Math.abs(i.battery_w)>=1&&r.push([i.battery_w<0?"charging":"discharging",qn(s,Math.abs(i.battery_w))]),i.soc_wh&&r.push(["battery_level",this.kwh(i.soc_wh)]),r}kwh(e){return`${di(this.hass,e/1e3,{minimumFractionDigits:1,maximumFractionDigits:1})} kWh`}when(e,i){let s=jt(this.hass,e.start,e.start+e.seconds,this.now(),i);return this.chosen===void 0?`${this.text("now")} · ${s}`:s}spoken(e,i,s){return[this.when(i,s),...this.facts(e,i).map(([r,o])=>`${this.text(r)} ${o}`)].join(", ")}readout(e,i,s){return $`
      <div class="readout" aria-hidden="true"><div class="muted">${this.when(i,s)}</div><dl>
          ${this.facts(e,i).map(([r,o])=>$`<div><dt>${this.text(r)}</dt><dd class="number">${o}</dd></div>`)}
        </dl></div>
    `}legend(e){let i=(s,r,o)=>$`<span><i class=${s} style="--c:var(${r})"></i>${this.text(o)}</span>`;return $`
      <div class="legend" aria-hidden="true">
        ${i("line","--et-bought","price_bought")}${i("line","--et-sold","price_sold")}
        ${i("area","--et-solar","solar")}${i("line","--primary-text-color","load")}
        ${vc(e)?i("area","--et-battery","battery"):I}
      </div>
    `}runs(e,i,s,r,o){let c=i.runs.filter(({kind:_})=>_!=="battery");if(c.length===0)return $`<h3>${this.text("runs")}</h3><p class="muted">${this.text("no_runs")}</p>`;let h=s[0]?.start??0,d=(s.at(-1)?.end??h+1)-h,g=new Map;for(let _ of c)g.set(_.device,[...g.get(_.device)??[],_]);let m=c.find(_=>bc(_)===this.opened);return $`
      <h3>${this.text("runs")}</h3><div class="runs" style="--axis:${Wn}px;--edge:${uo}px">
        ${[...g.values()].map(_=>$`
            <div class="device"><div class="name"><span>${_[0]?.name}</span><span class="muted number">${this.next(_,o)}</span></div><div class="track">${_.map(v=>this.run(e,v,h,d,o))}</div></div>
          `)}
      </div>
      ${m?this.details(e,m,r,o):I}
      <p class="muted" role="status">${this.said}</p>
    `}next(e,i){let s=e.find(({end:r})=>r>this.now());return s?jt(this.hass,s.start,s.end,this.now(),i):""}run(e,i,s,r,o){let c=Math.max(0,(i.start-s)/r*100),h=Math.max(.5,Math.min(100-c,(i.end-i.start)/r*100)),d=bc(i),g=jt(this.hass,i.start,i.end,this.now(),o),m=[i.name,g,this.costText(e,i),this.reasonText(i)].filter(Boolean).join(", ");return $`
      <button
        class="run ${i.kind}"
        style="left:${c}%;width:${h}%"
        aria-label=${m}
        title=${m}
        aria-expanded=${d===this.opened}
        @click=${()=>{this.opened=d===this.opened?void 0:d,this.said=""}}
      ></button>
    `}costText(e,i){if(i.cost===null)return"";let s=kt(this.hass,Math.abs(i.cost)/Wu,e.currency);return`${this.text(i.cost<0?"run_earns":"run_cost")} ${s}`}reasonText(e){let i=`reason_${e.reason??""}`,s=this.text(i);return s===i?"":s}details(e,i,s,r){let o=h=>this.hass.services[qe]?.[h]!==void 0,c=i.start>this.now();return $`
      <div class="details" role="region" aria-label=${i.name}><div><b>${i.name}</b><span class="number">${jt(this.hass,i.start,i.end,this.now(),r)}</span><span class="muted number">${[this.kwh(i.energy_wh),this.costText(e,i)].filter(Boolean).join(" · ")}</span><span class="muted">${this.reasonText(i)}</span></div>
        ${c&&i.can_run_now&&o("run_now")?$`
              <div class="actions"><button class="action strong" ?disabled=${this.busy} @click=${()=>{this.act("run_now",i,s)}}>
                  ${this.text("run_now")}
                </button>
                ${o("run_later")?$`
                      <button class="action" ?disabled=${this.busy} @click=${()=>{this.act("run_later",i,s)}}>
                        ${this.text("run_later")}
                      </button>
                    `:I}
              </div>
            `:I}
      </div>
    `}async act(e,i,s){this.busy=!0;try{await this.hass.callService(qe,e,{config_entry_id:s.entry,device:i.device},void 0,!1),this.said=this.text("run_done"),this.opened=void 0}catch(r){this.said=this.text("run_failed",{error:r.message??""})}finally{this.busy=!1}}};ti.styles=[...$e.styles,ze`
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
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        column-gap: 12px;
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
    `],U([be()],ti.prototype,"chosen",2),U([be()],ti.prototype,"opened",2),U([be()],ti.prototype,"said",2),U([be()],ti.prototype,"busy",2),ti=U([je("energy-trade-plan-card")],ti);function vc(n){return n.steps.some(({soc_wh:t,battery_w:e})=>(t??0)!==0||(e??0)!==0)}function Gu(n,t){return n===t||JSON.stringify(n.steps)===JSON.stringify(t.steps)}var yn=class extends $e{constructor(){super(...arguments);this.titleKey="questions_title";this.answering={}}static getStubConfig(){return{}}static getConfigForm(){return $t({name:"hide_empty",selector:{boolean:{}}})}content(e,i){let s=e.questions??[];return this.toggleAttribute("asks",s.length>0),s.length===0?this.config.hide_empty&&!this.preview?this.disappear(!0):(this.disappear(!1),this.notice("questions_empty")):(this.disappear(!1),$`<div aria-live="polite">${s.map(r=>this.question(r,i))}</div>`)}disappear(e){return this.hidden!==e&&(this.hidden=e,this.dispatchEvent(new CustomEvent("card-visibility-changed",{bubbles:!0,composed:!0,detail:{value:!e}}))),I}question(e,i){let{choice:s,error:r}=this.answering[e.question_id]??{},o=e.choices.find(({choice:h})=>h===e.default)?.text??e.default,c={time:tt(this.hass,e.expires),choice:o};return $`
      <section aria-labelledby=${e.question_id}><h3 id=${e.question_id}>${e.title}</h3><p>${e.text}</p><div class="choices" role="group" aria-labelledby=${e.question_id}>
          ${e.choices.map(({choice:h,text:d},g)=>$`
              <button
                class="action ${g===0?"strong":""}"
                ?disabled=${s!==void 0}
                @click=${()=>{this.answer(e,h,i)}}
              >${d}</button>
            `)}
        </div><p class="muted">
          ${r===void 0?this.text("questions_until",c):this.text("questions_failed",{error:r})}
        </p></section>
    `}async answer(e,i,s){let{question_id:r}=e,o=c=>{this.answering={...this.answering,[r]:c}};o({choice:i});try{await this.hass.callService(qe,"answer",{config_entry_id:s.entry,question_id:r,choice:i},void 0,!1)}catch(c){o({error:c.message??""})}}};yn.styles=[...$e.styles,ze`
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
      h3 {
        margin: 0 0 4px;
        font-size: 15px;
        color: inherit;
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
    `],U([be()],yn.prototype,"answering",2),yn=U([je("energy-trade-questions-card")],yn);var vn={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Zn=n=>(...t)=>({_$litDirective$:n,values:t}),bn=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:Ku}=xl,wc=n=>n;var Sc=n=>n.strings===void 0,xc=()=>document.createComment(""),wn=(n,t,e)=>{let i=n._$AA.parentNode,s=t===void 0?n._$AB:t._$AA;if(e===void 0){let r=i.insertBefore(xc(),s),o=i.insertBefore(xc(),s);e=new Ku(r,o,n,n.options)}else{let r=e._$AB.nextSibling,o=e._$AM,c=o!==n;if(c){let h;e._$AQ?.(n),e._$AM=n,e._$AP!==void 0&&(h=n._$AU)!==o._$AU&&e._$AP(h)}if(r!==s||c){let h=e._$AA;for(;h!==r;){let d=wc(h).nextSibling;wc(i).insertBefore(h,s),h=d}}}return e},pi=(n,t,e=n)=>(n._$AI(t,e),n),ju={},$c=(n,t=ju)=>n._$AH=t,kc=n=>n._$AH,Us=n=>{n._$AR(),n._$AA.remove()};var Jn=(n,t)=>{let e=n._$AN;if(e===void 0)return!1;for(let i of e)i._$AO?.(t,!1),Jn(i,t);return!0},Ws=n=>{let t,e;do{if((t=n._$AM)===void 0)break;e=t._$AN,e.delete(n),n=t}while(e?.size===0)},Tc=n=>{for(let t;t=n._$AM;n=t){let e=t._$AN;if(e===void 0)t._$AN=e=new Set;else if(e.has(n))break;e.add(n),Zu(t)}};function qu(n){this._$AN!==void 0?(Ws(this),this._$AM=n,Tc(this)):this._$AM=n}function Yu(n,t=!1,e=0){let i=this._$AH,s=this._$AN;if(s!==void 0&&s.size!==0)if(t)if(Array.isArray(i))for(let r=e;r<i.length;r++)Jn(i[r],!1),Ws(i[r]);else i!=null&&(Jn(i,!1),Ws(i));else Jn(this,n)}var Zu=n=>{n.type==vn.CHILD&&(n._$AP??=Yu,n._$AQ??=qu)},Gs=class extends bn{constructor(){super(...arguments),this._$AN=void 0}_$AT(t,e,i){super._$AT(t,e,i),Tc(this),this.isConnected=t._$AU}_$AO(t,e=!0){t!==this.isConnected&&(this.isConnected=t,t?this.reconnected?.():this.disconnected?.()),e&&(Jn(this,t),Ws(this))}setValue(t){if(Sc(this._$Ct))this._$Ct._$AI(t,this);else{let e=[...this._$Ct._$AH];e[this._$Ci]=t,this._$Ct._$AI(e,this,0)}}disconnected(){}reconnected(){}};var Ec=(n,t,e)=>{let i=new Map;for(let s=t;s<=e;s++)i.set(n[s],s);return i},Cc=Zn(class extends bn{constructor(n){if(super(n),n.type!==vn.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,t,e){let i;e===void 0?e=t:t!==void 0&&(i=t);let s=[],r=[],o=0;for(let c of n)s[o]=i?i(c,o):o,r[o]=e(c,o),o++;return{values:r,keys:s}}render(n,t,e){return this.dt(n,t,e).values}update(n,[t,e,i]){let s=kc(n),{values:r,keys:o}=this.dt(t,e,i);if(!Array.isArray(s))return this.ut=o,r;let c=this.ut??=[],h=[],d,g,m=0,_=s.length-1,v=0,w=r.length-1;for(;m<=_&&v<=w;)if(s[m]===null)m++;else if(s[_]===null)_--;else if(c[m]===o[v])h[v]=pi(s[m],r[v]),m++,v++;else if(c[_]===o[w])h[w]=pi(s[_],r[w]),_--,w--;else if(c[m]===o[w])h[w]=pi(s[m],r[w]),wn(n,h[w+1],s[m]),m++,w--;else if(c[_]===o[v])h[v]=pi(s[_],r[v]),wn(n,s[m],s[_]),_--,v++;else if(d===void 0&&(d=Ec(o,v,w),g=Ec(c,m,_)),d.has(c[m]))if(d.has(c[_])){let C=g.get(o[v]),L=C!==void 0?s[C]:null;if(L===null){let R=wn(n,s[m]);pi(R,r[v]),h[v]=R}else h[v]=pi(L,r[v]),wn(n,s[m],L),s[C]=null;v++}else Us(s[_]),_--;else Us(s[m]),m++;for(;v<=w;){let C=wn(n,h[w+1]);pi(C,r[v]),h[v++]=C}for(;m<=_;){let C=s[m++];C!==null&&Us(C)}return this.ut=o,$c(n,h),Dt}});var Qn=class n extends Event{constructor(t){super(n.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Qn.eventName="rangeChanged";var Xn=class n extends Event{constructor(t){super(n.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Xn.eventName="visibilityChanged";var es=class n extends Event{constructor(){super(n.eventName,{bubbles:!1})}};es.eventName="unpinned";var xo=class{constructor(t){this._element=null;let e=t??window;this._node=e,t&&(this._element=t)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},Ks=class extends xo{constructor(t,e){super(e),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let i=this._node;this._originalScrollTo=i.scrollTo,this._originalScrollBy=i.scrollBy,this._originalScroll=i.scroll,this._attach(t)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;this._scrollTo(i)}scrollBy(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;i.top!==void 0&&(i.top+=this.scrollTop),i.left!==void 0&&(i.left+=this.scrollLeft),this._scrollTo(i)}_nativeScrollTo(t){this._originalScrollTo.bind(this._element||window)(t)}_scrollTo(t,e=null,i=null){this._end!==null&&this._end(),t.behavior==="smooth"?(this._setDestination(t),this._retarget=e,this._end=i):this._resetScrollState(),this._nativeScrollTo(t)}_setDestination(t){let{top:e,left:i}=t;return e=e===void 0?void 0:Math.max(0,Math.min(e,this.maxScrollTop)),i=i===void 0?void 0:Math.max(0,Math.min(i,this.maxScrollLeft)),this._destination!==null&&i===this._destination.left&&e===this._destination.top?!1:(this.__destination={top:e,left:i,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(t){this._destination&&this._setDestination(t)&&this._nativeScrollTo(this._destination)}managedScrollTo(t,e,i){return this._scrollTo(t,e,i),this._updateManagedScrollTo}correctScrollError(t){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(t),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:t,scrollLeft:e}=this,{top:i,left:s}=this._destination;i=Math.min(i||0,this.maxScrollTop),s=Math.min(s||0,this.maxScrollLeft);let r=Math.abs(i-t),o=Math.abs(s-e);r<1&&o<1&&(this._end&&this._end(),this._resetScrollState())}}detach(t){return this._clients.delete(t),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(t){this._clients.add(t),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var Rc=typeof window<"u"?window.ResizeObserver:void 0;var Oc=Symbol("virtualizerRef"),Ys="virtualizer-sizer",Lc,Js=class{constructor(t){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!t)throw new Error("Virtualizer constructor requires a configuration object");if(t.hostElement)this._init(t);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(t){Array.isArray(t)&&t!==this._items&&(this._itemsChanged=!0,this._items=t,this._schedule(this._updateLayout))}_init(t){this._isScroller=!!t.scroller,this._initHostElement(t);let e=t.layout||{};this._layoutInitialized=this._initLayout(e)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new Rc(()=>this._hostElementSizeChanged()),this._childrenRO=new Rc(this._childrenSizeChanged.bind(this))}_initHostElement(t){let e=this._hostElement=t.hostElement;this._applyVirtualizerStyles(),e[Oc]=this}connected(){this._initObservers();let t=this._isScroller;this._clippingAncestors=np(this._hostElement,t),this._scrollerController=new Ks(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(t=>{t.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(t),this._hostElementRO.observe(t)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(t=>this._childrenRO.observe(t)),this._scrollEventListeners.forEach(t=>t.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(t=>t.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let e=this._hostElement.style;e.display=e.display||"block",e.position=e.position||"relative",e.contain=e.contain||"size layout",this._isScroller&&(e.overflow=e.overflow||"auto",e.minHeight=e.minHeight||"150px")}_getSizer(){let t=this._hostElement;if(!this._sizer){let e=t.querySelector(`[${Ys}]`);e||(e=document.createElement("div"),e.setAttribute(Ys,""),t.appendChild(e)),Object.assign(e.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),e.textContent="&nbsp;",e.setAttribute(Ys,""),this._sizer=e}return this._sizer}async updateLayoutConfig(t){await this._layoutInitialized;let e=t.type||Lc;if(typeof e=="function"&&this._layout instanceof e){let i={...t};return delete i.type,this._layout.config=i,!0}return!1}async _initLayout(t){let e,i;if(typeof t.type=="function"){i=t.type;let s={...t};delete s.type,e=s}else e=t;i===void 0&&(Lc=i=(await Promise.resolve().then(()=>(Dc(),zc))).FlowLayout),this._layout=new i(s=>this._handleLayoutMessage(s),e),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let t=window.performance.now(),e=t-this._benchmarkStart,s=performance.getEntriesByName("uv-virtualizing","measure").filter(r=>r.startTime>=this._benchmarkStart&&r.startTime<t).reduce((r,o)=>r+o.duration,0);return this._benchmarkStart=null,{timeElapsed:e,virtualizationTime:s}}return null}_measureChildren(){let t={},e=this._children,i=this._measureChildOverride||this._measureChild;for(let s=0;s<e.length;s++){let r=e[s],o=this._first+s;(this._itemsChanged||this._toBeMeasured.has(r))&&(t[o]=i.call(this,r,this._items[o]))}this._childMeasurements=t,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(t){let{width:e,height:i}=t.getBoundingClientRect();return Object.assign({width:e,height:i},tp(t))}async _schedule(t){this._scheduled.has(t)||(this._scheduled.add(t),await Promise.resolve(),this._scheduled.delete(t),t.call(this))}async _updateDOM(t){this._scrollSize=t.scrollSize,this._adjustRange(t.range),this._childrenPos=t.childPositions,this._scrollError=t.scrollError||null;let{_rangeChanged:e,_itemsChanged:i}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(e||i)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(t=>this._childrenRO.observe(t)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(t){console.warn("Error measuring performance data: ",t)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(t){t.type==="scroll"?(t.currentTarget===window||this._clippingAncestors.includes(t.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",t)}_handleLayoutMessage(t){t.type==="stateChanged"?this._updateDOM(t):t.type==="visibilityChanged"?(this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._notifyVisibility()):t.type==="unpinned"&&this._hostElement.dispatchEvent(new es)}get _children(){let t=[],e=this._hostElement.firstElementChild;for(;e;)e.hasAttribute(Ys)||t.push(e),e=e.nextElementSibling;return t}_updateView(){let t=this._hostElement,e=this._scrollerController?.element,i=this._layout;if(t&&e&&i){let s,r,o,c,h=t.getBoundingClientRect();s=0,r=0,o=window.innerHeight,c=window.innerWidth;let d=this._clippingAncestors.map(R=>R.getBoundingClientRect());d.unshift(h);for(let R of d)s=Math.max(s,R.top),r=Math.max(r,R.left),o=Math.min(o,R.bottom),c=Math.min(c,R.right);let g=e.getBoundingClientRect(),m={left:h.left-g.left,top:h.top-g.top},_={width:e.scrollWidth,height:e.scrollHeight},v=s-h.top+t.scrollTop,w=r-h.left+t.scrollLeft,C=Math.max(0,o-s),L=Math.max(0,c-r);i.viewportSize={width:L,height:C},i.viewportScroll={top:v,left:w},i.totalScrollSize=_,i.offsetWithinScroller=m}}_sizeHostElement(t){let i=t&&t.width!==null?Math.min(82e5,t.width):0,s=t&&t.height!==null?Math.min(82e5,t.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${i}px, ${s}px)`;else{let r=this._hostElement.style;r.minWidth=i?`${i}px`:"100%",r.minHeight=s?`${s}px`:"100%"}}_positionChildren(t){t&&t.forEach(({top:e,left:i,width:s,height:r,xOffset:o,yOffset:c},h)=>{let d=this._children[h-this._first];d&&(d.style.position="absolute",d.style.boxSizing="border-box",d.style.transform=`translate(${i}px, ${e}px)`,s!==void 0&&(d.style.width=s+"px"),r!==void 0&&(d.style.height=r+"px"),d.style.left=o===void 0?null:o+"px",d.style.top=c===void 0?null:c+"px")})}async _adjustRange(t){let{_first:e,_last:i,_firstVisible:s,_lastVisible:r}=this;this._first=t.first,this._last=t.last,this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==e||this._last!==i,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==s||this._lastVisible!==r}_correctScrollError(){if(this._scrollError){let{scrollTop:t,scrollLeft:e}=this._scrollerController,{top:i,left:s}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:t-i,left:e-s})}}element(t){return t===1/0&&(t=this._items.length-1),this._items?.[t]===void 0?void 0:{scrollIntoView:(e={})=>this._scrollElementIntoView({...e,index:t})}}_scrollElementIntoView(t){if(t.index>=this._first&&t.index<=this._last)this._children[t.index-this._first].scrollIntoView(t);else if(t.index=Math.min(t.index,this._items.length-1),t.behavior==="smooth"){let e=this._layout.getScrollIntoViewCoordinates(t),{behavior:i}=t;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(e,{behavior:i}),()=>this._layout.getScrollIntoViewCoordinates(t),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=t}else this._layout.pin=t}_checkScrollIntoViewTarget(t){let{index:e}=this._scrollIntoViewTarget||{};e&&t?.has(e)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new Qn({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new Xn({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((t,e)=>{this._layoutCompleteResolver=t,this._layoutCompleteRejecter=e})),this._layoutCompletePromise}_rejectLayoutCompletePromise(t){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(t),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(t){if(this._layout?.measureChildren){for(let e of t)this._toBeMeasured.set(e.target,e.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function tp(n){let t=window.getComputedStyle(n);return{marginTop:Zs(t.marginTop),marginRight:Zs(t.marginRight),marginBottom:Zs(t.marginBottom),marginLeft:Zs(t.marginLeft)}}function Zs(n){let t=n?parseFloat(n):NaN;return Number.isNaN(t)?0:t}function Ic(n){if(n.assignedSlot!==null)return n.assignedSlot;if(n.parentElement!==null)return n.parentElement;let t=n.parentNode;return t&&t.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&t.host||null}function ip(n,t=!1){let e=[],i=t?n:Ic(n);for(;i!==null;)e.push(i),i=Ic(i);return e}function np(n,t=!1){let e=!1;return ip(n,t).filter(i=>{if(e)return!1;let s=getComputedStyle(i);return e=s.position==="fixed",s.overflow!=="visible"})}var sp=n=>n,rp=(n,t)=>$`${t}: ${JSON.stringify(n,null,2)}`,ko=class extends Gs{constructor(t){if(super(t),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(e,i)=>rp(e,i+this._first),this._keyFunction=(e,i)=>sp(e,i+this._first),this._items=[],t.type!==vn.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(t){t&&this._setFunctions(t);let e=[];if(this._first>=0&&this._last>=this._first)for(let i=this._first;i<=this._last;i++)e.push(this._items[i]);return Cc(e,this._keyFunction,this._renderItem)}update(t,[e]){this._setFunctions(e);let i=this._items!==e.items;return this._items=e.items||[],this._virtualizer?this._updateVirtualizerConfig(t,e):this._initialize(t,e),i?Dt:this.render()}async _updateVirtualizerConfig(t,e){if(!await this._virtualizer.updateLayoutConfig(e.layout||{})){let s=t.parentNode;this._makeVirtualizer(s,e)}this._virtualizer.items=this._items}_setFunctions(t){let{renderItem:e,keyFunction:i}=t;e&&(this._renderItem=(s,r)=>e(s,r+this._first)),i&&(this._keyFunction=(s,r)=>i(s,r+this._first))}_makeVirtualizer(t,e){this._virtualizer&&this._virtualizer.disconnected();let{layout:i,scroller:s,items:r}=e;this._virtualizer=new Js({hostElement:t,layout:i,scroller:s}),this._virtualizer.items=r,this._virtualizer.connected()}_initialize(t,e){let i=t.parentNode;i&&i.nodeType===1&&(i.addEventListener("rangeChanged",s=>{this._first=s.first,this._last=s.last,this.setValue(this.render())}),this._makeVirtualizer(i,e))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},Nc=Zn(ko);var To=5e-4;function Hc(n){return[op(n),...lp(n),...ap(n)]}function op({traded:n,price:t,grid_takes:e,grid_pays:i}){return!n||t===null?{key:"trade_none"}:n>0?{key:"trade_sold",energy:n,price:t,grid:i}:{key:"trade_bought",energy:-n,price:t,grid:e}}function lp({metered:n,amount:t}){return n!==null?[{key:n<0?"trade_in":"trade_out",energy:Math.abs(n)}]:t===null?[]:[{key:"trade_unmetered"}]}function ap({traded:n,metered:t,amount:e,traded_amount:i,saved:s}){if(e===null)return[{key:"trade_open"}];let r=[],o=e-(i??0),c=t===null?0:t-n;return Math.abs(c)>=To&&Math.abs(o)>=To&&r.push({key:cp(n,c),energy:Math.abs(c),amount:o}),s!==null&&Math.abs(s)>=To?r.push({key:s>0?"trade_better":"trade_worse",amount:e,saved:Math.abs(s)}):r.push({key:"trade_even",amount:e}),r}function cp(n,t){return n?n>0?t>0?"trade_over":"trade_short":t>0?"trade_less":"trade_more":t>0?"trade_to":"trade_from"}var Bc=n=>Date.parse(n)/1e3;function Fc(n,t,e){return[...n.filter(({start:s})=>s<e),...t.map(s=>({...s,start:Bc(s.start),end:Bc(s.end)}))]}function Vc(n,t){return n.find(({amount:i})=>i===null)?.start??n.at(-1)?.end??t}function Uc(n,t){let e=t.toLocaleLowerCase().split(/\s+/).filter(Boolean);return e.length===0?n:n.filter(({words:i})=>e.every(s=>i.includes(s)))}var Co=86400,Eo=31,hp=8*Co,dp=10,Wc=44,up=132,pp=$`
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z"></path></svg>
`,Et=class extends $e{constructor(){super(...arguments);this.titleKey="trades_title";this.words="";this.onlyTraded=!0;this.said="";this.exporting=!1;this.asked="";this.export=async()=>{let{home:e}=this;if(e){this.exporting=!0;try{let i=new Date((this.now()-(this.config.days??Eo)*Co)*1e3).toISOString(),{response:s}=await this.hass.callService(qe,"export_history",{config_entry_id:e.entry,start:i},void 0,!1,!0);if(!s)return;mp(s.csv,`energy-trade-${new Date().toISOString().slice(0,10)}.csv`),this.said=this.text("exported",{rows:s.rows})}catch(i){this.said=this.text("export_failed",{error:i.message??""})}finally{this.exporting=!1}}}}static getStubConfig(){return{days:Eo}}static getConfigForm(){return $t({name:"days",selector:{number:{min:1,max:366,mode:"box"}}},{name:"height",selector:{number:{min:3,max:40,mode:"box"}}})}setConfig(e){super.setConfig(e),this.trades=void 0,this.asked=""}getGridOptions(){return{columns:24,min_columns:9,rows:"auto"}}willUpdate(e){super.willUpdate(e);let{board:i,home:s}=this;if(!i||!s)return;let r=[s.entry,this.config.days,i.totals,i.blocks.map(({start:c,phase:h})=>[c,h])],o=JSON.stringify(r);o!==this.asked&&this.ask(o,s.entry,JSON.stringify(i.totals))}async ask(e,i,s){this.asked=e;let r=this.trades??[],o=this.now(),c=o-(this.config.days??Eo)*Co,h=s===this.settled?o:o-hp,d=r.length===0?c:Math.max(c,Math.min(Vc(r,c),h));try{let g={config_entry_id:i,start:new Date(d*1e3).toISOString()},{response:m}=await this.hass.callService(qe,"get_trades",g,void 0,!1,!0);if(e!==this.asked||!m)return;let _=m.trades[0];this.trades=Fc(r,m.trades,_?Date.parse(_.start)/1e3:d),this.settled=s}catch{e===this.asked&&(this.asked="")}}rows(e){let i=[this.trades,this.onlyTraded,this.hass.locale,this.hass.language];if(this.rowsOf?.key.every((c,h)=>c===i[h]))return this.rowsOf.rows;let s=Kt(e.interval_seconds),o=(this.trades??[]).filter(({traded:c,metered:h})=>c!==0||!this.onlyTraded&&h!==null).map(c=>({...c,words:this.wordsOf(c,s)})).reverse();return this.rowsOf={key:i,rows:o},o}wordsOf(e,i){let s=new Date(e.start*1e3),o=[`${s.getFullYear()}-${String(s.getMonth()+1).padStart(2,"0")}-${String(s.getDate()).padStart(2,"0")}`,Li(this.hass,e.start),tt(this.hass,e.start,i)];return e.traded&&o.push(this.text(e.traded>0?"sold":"bought")),[...o,...this.states(e)].join(" ").toLocaleLowerCase()}states(e){let i=[this.text(e.amount===null?"pending":"settled")];return e.estimated&&i.push(this.text("estimated")),e.late&&i.push(this.text("late")),e.amount!==null&&e.metered===null&&i.push(this.text("unmetered")),i}aside(){return this.board?$`
      <button class="action" ?disabled=${this.exporting} @click=${this.export}>${this.text("export_csv")}</button>
    `:I}content(e){if(!this.trades)return this.notice("loading");let i=this.rows(e),s=Uc(i,this.words),r=this.text("trades_count",{shown:s.length,count:i.length});return $`
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
      ${s.length===0?this.nothingThere(i.length):this.table(e,s)}
    `}find(e){this.words=e,this.body_?.scrollTo({top:0})}nothingThere(e){let i=e===0?this.text("trades_empty"):this.text("trades_no_match",{query:this.words});return $`<p class="notice">${i}</p>`}table(e,i){let s=i.some(({start:o})=>o===this.opened),r=Math.min(i.length,this.config.height??dp)*Wc+(s?up:0);return $`
      <div class="table" role="table" aria-label=${this.text("trades_label")} aria-rowcount=${i.length+1}><div class="row head" role="row" aria-rowindex="1">
          ${["column_time","column_trade","column_price","column_amount","column_state"].map(o=>$`<span role="columnheader">${this.text(o)}</span>`)}
          <span role="columnheader"><span class="visually-hidden">${this.text("trade_why")}</span></span></div><div class="body" role="rowgroup" tabindex="0" aria-label=${this.text("trades_label")} style="height:${r}px">
          ${Nc({scroller:!0,items:i,keyFunction:o=>o.start,renderItem:(o,c)=>this.row(e,o,c)})}
        </div></div>
    `}row(e,i,s){let{hass:r}=this,o=Kt(e.interval_seconds),c=i.traded>0?"sold":i.traded<0?"bought":void 0,h=c!==void 0&&i.amount!==null&&Math.abs(i.delivered-i.traded)>=5e-4,[d,...g]=this.states(i),m=(i.amount??0)<0,_=i.amount===null||!i.traded?0:i.amount-(i.traded_amount??0),v=i.start===this.opened;return $`
      <div class="item" role="none"><div class="row" role="row" aria-rowindex=${s+2} @click=${()=>this.opened=v?void 0:i.start}><span role="cell" class="number">
            ${tt(r,i.start,o)}<small>${Li(r,i.start)}</small></span><span role="cell" class="trade ${c??""}">
            ${c?$`<b>${this.text(c)}</b> <span class="number">${mt(r,Math.abs(i.traded))}</span>`:"–"}
            ${h?$`<small>${this.text("column_delivered")} ${mt(r,Math.abs(i.delivered))}</small>`:I}
          </span><span role="cell" class="number">${i.price===null?"–":Tt(r,i.price,e.currency)}</span><span role="cell" class="number ${m?"":"plus"}">
            ${i.amount===null?"–":this.money(e,i.amount)}
            ${Math.abs(_)>=5e-4?$`<small class="beyond">${this.text("differences",{amount:this.money(e,_)})}</small>`:I}
          </span><span role="cell" class="muted">${d}${g.map(w=>$`<em>${w}</em>`)}</span><span role="cell"><button
            class="why"
            aria-expanded=${v}
            aria-label="${this.text("trade_why")}: ${tt(r,i.start,o)}"
          >${pp}</button></span></div>
        ${v?$`
              <div role="row" class="explained"><span role="cell">
                ${Hc(i).map(w=>$`<p>${this.sentence(e,w)}</p>`)}
              </span></div>
            `:I}
      </div>
    `}money(e,i,s=!0){return kt(this.hass,i,e.currency,{sign:s,fraction:_o(e.currency)})}sentence(e,{key:i,energy:s,price:r,grid:o,amount:c,saved:h}){let d=g=>Tt(this.hass,g??0,e.currency);return this.text(i,{energy:mt(this.hass,s??0),price:d(r),grid:d(o),amount:this.money(e,c??0),saved:this.money(e,h??0,!1)})}};Et.styles=[...$e.styles,ze`
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
        grid-template-columns: 1.1fr 1.4fr 1fr 1.3fr 1.1fr 32px;
        align-items: center;
        gap: 12px;
        width: 100%;
        height: ${Wc}px;
        box-sizing: border-box;
        padding: 0 4px;
        border-bottom: 1px solid var(--et-line);
        line-height: 1.25;
      }
      .item {
        width: 100%;
      }
      .item .row {
        cursor: pointer;
      }
      .item .row:hover {
        background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
      }
      .why {
        display: grid;
        place-items: center;
        width: 32px;
        height: 36px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--et-muted);
      }
      .why[aria-expanded="true"] svg {
        rotate: 180deg;
      }
      .explained {
        padding: 8px 12px 10px;
        border-bottom: 1px solid var(--et-line);
        background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
      }
      .explained p {
        margin: 0 0 2px;
        max-width: 80ch;
      }
      .visually-hidden {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
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
          grid-template-columns: minmax(70px, 0.8fr) minmax(0, 1.2fr) minmax(0, 1.1fr) 28px;
          gap: 6px;
        }
        .beyond {
          display: none;
        }
        .row > :nth-child(3),
        .row > :nth-child(5) {
          display: none;
        }
      }
    `],U([be()],Et.prototype,"trades",2),U([be()],Et.prototype,"words",2),U([be()],Et.prototype,"onlyTraded",2),U([be()],Et.prototype,"said",2),U([be()],Et.prototype,"exporting",2),U([be()],Et.prototype,"opened",2),U([nn(".body")],Et.prototype,"body_",2),Et=U([je("energy-trade-trades-card")],Et);function mp(n,t){let e=document.createElement("a");e.href=URL.createObjectURL(new Blob([n],{type:"text/csv;charset=utf-8"})),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),6e4)}var fp=["trading","selling","buying","lowest_selling_price","highest_buying_price","daily_limit"],gp=["planned_start","battery_mode","allow_control","ready","run_now","plan_reason"],_p=new Set(["trading","lowest_selling_price","highest_buying_price","daily_limit","plan_reason"]),yp=new Set(["planned_start","battery_mode","plan_reason"]),Qs=class extends HTMLElement{static{this.configRequired=!1}static getCreateSuggestions(t){return{title:rt(t.language,"strategy_name"),icon:"mdi:home-lightning-bolt"}}static generate(t,e){let i=po(e).filter(({entry:s})=>t.homes?.includes(s)??!0);return i.length===0?Promise.resolve({views:[bp(e)]}):Promise.resolve({views:i.flatMap(s=>wp(e,s,i.length>1))})}};function bp(n){return{title:rt(n.language,"strategy_name"),path:"overview",type:"panel",cards:[{type:"custom:energy-trade-market-card"}]}}function Gc(n,t){return n.flatMap(e=>{let i=t.get(e);return i===void 0?[]:vp(e,i)})}function vp(n,t){let e={condition:"state",entity:t,state_not:["unknown","unavailable"]};return{type:"tile",entity:t,name:{type:"entity"},..._p.has(n)?{grid_options:{columns:"full"}}:{},...yp.has(n)?{visibility:[e]}:{},...n==="run_now"?{hide_state:!0}:{}}}function wp(n,t,e){let i=h=>rt(n.language,h),s=(h,d={})=>({type:`custom:energy-trade-${h}-card`,entry:t.entry,...d}),r=e?`-${t.entry.toLowerCase().slice(-8)}`:"",o=h=>e?`${t.name}: ${i(h)}`:i(h),c={grid_options:{columns:"full"}};return[{title:e?t.name:i("view_overview"),path:`overview${r}`,type:"sections",max_columns:4,sections:[{type:"grid",column_span:2,cards:[s("questions",{...c,hide_empty:!0}),s("market",c),s("plan",c)]},{type:"grid",cards:[s("money",c),s("community",c)]},{type:"grid",cards:[{type:"heading",heading:i("section_controls")},...Gc(fp,t.entities),...t.devices.flatMap(({name:h,entities:d})=>[{type:"heading",heading:h,heading_style:"subtitle"},...Gc(gp,d)]),...Ot.isWanted(n)?[{type:"custom:energy-trade-offer-card",...c}]:[]]}]},{title:o("view_trades"),path:`trades${r}`,type:"sections",max_columns:2,sections:[{type:"grid",column_span:2,cards:[s("trades",{...c,height:14})]}]}]}var xp=["market","plan","money","trades","community","questions"],Sp="https://github.com/energy-trade/energy-trade";customElements.define("ll-strategy-dashboard-energy-trade",Qs);function Kc(n,t,e,i){let s=window[n]??=[];if(s.some(o=>o.type===t))return;let r=n==="customStrategies";s.push({type:t,get name(){let o=rt(mn(),r?"strategy_name":`${e}_title`);return r?o:`Energy Trade: ${o}`},get description(){return rt(mn(),`${e}_description`)},documentationURL:Sp,...i})}for(let n of xp)Kc("customCards",`energy-trade-${n}-card`,n,{preview:!0});Kc("customStrategies","energy-trade","strategy",{strategyType:"dashboard"});
