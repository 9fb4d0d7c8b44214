/* Energy Trade's cards. Made by script/frontend from frontend/; contains Lit (BSD-3-Clause) and uPlot (MIT). */
var sl=Object.defineProperty;var vh=Object.getOwnPropertyDescriptor;var xr=(n,t,e)=>()=>{if(e)throw e[0];try{return n&&(t=n(n=0)),t}catch(i){throw e=[i],i}};var wh=(n,t)=>{for(var e in t)sl(n,e,{get:t[e],enumerable:!0})};var U=(n,t,e,i)=>{for(var s=i>1?void 0:i?vh(t,e):t,r=n.length-1,o;r>=0;r--)(o=n[r])&&(s=(i?o(t,e,s):o(s))||s);return i&&s&&sl(t,e,s),s};var ts,Ec=xr(()=>{ts=class{constructor(t){this._map=new Map,this._roundAverageSize=!1,this.totalSize=0,t?.roundAverageSize===!0&&(this._roundAverageSize=!0)}set(t,e){let i=this._map.get(t)||0;this._map.set(t,e),this.totalSize+=e-i}get averageSize(){if(this._map.size>0){let t=this.totalSize/this._map.size;return this._roundAverageSize?Math.round(t):t}return 0}getSize(t){return this._map.get(t)}clear(){this._map.clear(),this.totalSize=0}}});function So(n){return n==="horizontal"?"width":"height"}var js,Pc=xr(()=>{js=class{_getDefaultConfig(){return{direction:"vertical"}}constructor(t,e){this._latestCoords={left:0,top:0},this._direction=null,this._viewportSize={width:0,height:0},this.totalScrollSize={width:0,height:0},this.offsetWithinScroller={left:0,top:0},this._pendingReflow=!1,this._pendingLayoutUpdate=!1,this._pin=null,this._firstVisible=0,this._lastVisible=0,this._physicalMin=0,this._physicalMax=0,this._first=-1,this._last=-1,this._sizeDim="height",this._secondarySizeDim="width",this._positionDim="top",this._secondaryPositionDim="left",this._scrollPosition=0,this._scrollError=0,this._items=[],this._scrollSize=1,this._overhang=1e3,this._hostSink=t,Promise.resolve().then(()=>this.config=e||this._getDefaultConfig())}set config(t){Object.assign(this,Object.assign({},this._getDefaultConfig(),t))}get config(){return{direction:this.direction}}get items(){return this._items}set items(t){this._setItems(t)}_setItems(t){t!==this._items&&(this._items=t,this._scheduleReflow())}get direction(){return this._direction}set direction(t){t=t==="horizontal"?t:"vertical",t!==this._direction&&(this._direction=t,this._sizeDim=t==="horizontal"?"width":"height",this._secondarySizeDim=t==="horizontal"?"height":"width",this._positionDim=t==="horizontal"?"left":"top",this._secondaryPositionDim=t==="horizontal"?"top":"left",this._triggerReflow())}get viewportSize(){return this._viewportSize}set viewportSize(t){let{_viewDim1:e,_viewDim2:i}=this;Object.assign(this._viewportSize,t),i!==this._viewDim2?this._scheduleLayoutUpdate():e!==this._viewDim1&&this._checkThresholds()}get viewportScroll(){return this._latestCoords}set viewportScroll(t){Object.assign(this._latestCoords,t);let e=this._scrollPosition;this._scrollPosition=this._latestCoords[this._positionDim],Math.abs(e-this._scrollPosition)>=1&&this._checkThresholds()}reflowIfNeeded(t=!1){(t||this._pendingReflow)&&(this._pendingReflow=!1,this._reflow())}set pin(t){this._pin=t,this._triggerReflow()}get pin(){if(this._pin!==null){let{index:t,block:e}=this._pin;return{index:Math.max(0,Math.min(t,this.items.length-1)),block:e}}return null}_clampScrollPosition(t){return Math.max(-this.offsetWithinScroller[this._positionDim],Math.min(t,this.totalScrollSize[So(this.direction)]-this._viewDim1))}unpin(){this._pin!==null&&(this._sendUnpinnedMessage(),this._pin=null)}_updateLayout(){}get _viewDim1(){return this._viewportSize[this._sizeDim]}get _viewDim2(){return this._viewportSize[this._secondarySizeDim]}_scheduleReflow(){this._pendingReflow=!0}_scheduleLayoutUpdate(){this._pendingLayoutUpdate=!0,this._scheduleReflow()}_triggerReflow(){this._scheduleLayoutUpdate(),Promise.resolve().then(()=>this.reflowIfNeeded())}_reflow(){this._pendingLayoutUpdate&&(this._updateLayout(),this._pendingLayoutUpdate=!1),this._updateScrollSize(),this._setPositionFromPin(),this._getActiveItems(),this._updateVisibleIndices(),this._sendStateChangedMessage()}_setPositionFromPin(){if(this.pin!==null){let t=this._scrollPosition,{index:e,block:i}=this.pin;this._scrollPosition=this._calculateScrollIntoViewPosition({index:e,block:i||"start"})-this.offsetWithinScroller[this._positionDim],this._scrollError=t-this._scrollPosition}}_calculateScrollIntoViewPosition(t){let{block:e}=t,i=Math.min(this.items.length,Math.max(0,t.index)),s=this._getItemPosition(i)[this._positionDim],r=s;if(e!=="start"){let o=this._getItemSize(i)[this._sizeDim];if(e==="center")r=s-.5*this._viewDim1+.5*o;else{let c=s-this._viewDim1+o;if(e==="end")r=c;else{let h=this._scrollPosition;r=Math.abs(h-s)<Math.abs(h-c)?s:c}}}return r+=this.offsetWithinScroller[this._positionDim],this._clampScrollPosition(r)}getScrollIntoViewCoordinates(t){return{[this._positionDim]:this._calculateScrollIntoViewPosition(t)}}_sendUnpinnedMessage(){this._hostSink({type:"unpinned"})}_sendVisibilityChangedMessage(){this._hostSink({type:"visibilityChanged",firstVisible:this._firstVisible,lastVisible:this._lastVisible})}_sendStateChangedMessage(){let t=new Map;if(this._first!==-1&&this._last!==-1)for(let i=this._first;i<=this._last;i++)t.set(i,this._getItemPosition(i));let e={type:"stateChanged",scrollSize:{[this._sizeDim]:this._scrollSize,[this._secondarySizeDim]:null},range:{first:this._first,last:this._last,firstVisible:this._firstVisible,lastVisible:this._lastVisible},childPositions:t};this._scrollError&&(e.scrollError={[this._positionDim]:this._scrollError,[this._secondaryPositionDim]:0},this._scrollError=0),this._hostSink(e)}get _num(){return this._first===-1||this._last===-1?0:this._last-this._first+1}_checkThresholds(){if(this._viewDim1===0&&this._num>0||this._pin!==null)this._scheduleReflow();else{let t=Math.max(0,this._scrollPosition-this._overhang),e=Math.min(this._scrollSize,this._scrollPosition+this._viewDim1+this._overhang);this._physicalMin>t||this._physicalMax<e?this._scheduleReflow():this._updateVisibleIndices({emit:!0})}}_updateVisibleIndices(t){if(this._first===-1||this._last===-1)return;let e=this._first;for(;e<this._last&&Math.round(this._getItemPosition(e)[this._positionDim]+this._getItemSize(e)[this._sizeDim])<=Math.round(this._scrollPosition);)e++;let i=this._last;for(;i>this._first&&Math.round(this._getItemPosition(i)[this._positionDim])>=Math.round(this._scrollPosition+this._viewDim1);)i--;(e!==this._firstVisible||i!==this._lastVisible)&&(this._firstVisible=e,this._lastVisible=i,t&&t.emit&&this._sendVisibilityChangedMessage())}}});var Ac={};wh(Ac,{FlowLayout:()=>qs,flow:()=>qd});function Cc(n){return n==="horizontal"?"marginLeft":"marginTop"}function Yd(n){return n==="horizontal"?"marginRight":"marginBottom"}function Zd(n){return n==="horizontal"?"xOffset":"yOffset"}function Jd(n,t){let e=[n,t].sort();return e[1]<=0?Math.min(...e):e[0]>=0?Math.max(...e):e[0]+e[1]}var qd,$o,qs,Mc=xr(()=>{Ec();Pc();qd=n=>Object.assign({type:qs},n);$o=class{constructor(){this._childSizeCache=new ts,this._marginSizeCache=new ts,this._metricsCache=new Map}update(t,e){let i=new Set;Object.keys(t).forEach(s=>{let r=Number(s);this._metricsCache.set(r,t[r]),this._childSizeCache.set(r,t[r][So(e)]),i.add(r),i.add(r+1)});for(let s of i){let r=this._metricsCache.get(s)?.[Cc(e)]||0,o=this._metricsCache.get(s-1)?.[Yd(e)]||0;this._marginSizeCache.set(s,Jd(r,o))}}get averageChildSize(){return this._childSizeCache.averageSize}get totalChildSize(){return this._childSizeCache.totalSize}get averageMarginSize(){return this._marginSizeCache.averageSize}get totalMarginSize(){return this._marginSizeCache.totalSize}getLeadingMarginValue(t,e){return this._metricsCache.get(t)?.[Cc(e)]||0}getChildSize(t){return this._childSizeCache.getSize(t)}getMarginSize(t){return this._marginSizeCache.getSize(t)}clear(){this._childSizeCache.clear(),this._marginSizeCache.clear(),this._metricsCache.clear()}},qs=class extends js{constructor(){super(...arguments),this._itemSize={width:100,height:100},this._physicalItems=new Map,this._newPhysicalItems=new Map,this._metricsCache=new $o,this._anchorIdx=null,this._anchorPos=null,this._stable=!0,this._measureChildren=!0,this._estimate=!0}get measureChildren(){return this._measureChildren}updateItemSizes(t){this._metricsCache.update(t,this.direction),this._scheduleReflow()}_getPhysicalItem(t){return this._newPhysicalItems.get(t)??this._physicalItems.get(t)}_getSize(t){return this._getPhysicalItem(t)&&this._metricsCache.getChildSize(t)}_getAverageSize(){return this._metricsCache.averageChildSize||this._itemSize[this._sizeDim]}_estimatePosition(t){let e=this._metricsCache;if(this._first===-1||this._last===-1)return e.averageMarginSize+t*(e.averageMarginSize+this._getAverageSize());if(t<this._first){let i=this._first-t;return this._getPhysicalItem(this._first).pos-(e.getMarginSize(this._first-1)||e.averageMarginSize)-(i*e.averageChildSize+(i-1)*e.averageMarginSize)}else{let i=t-this._last;return this._getPhysicalItem(this._last).pos+(e.getChildSize(this._last)||e.averageChildSize)+(e.getMarginSize(this._last)||e.averageMarginSize)+i*(e.averageChildSize+e.averageMarginSize)}}_getPosition(t){let e=this._getPhysicalItem(t),{averageMarginSize:i}=this._metricsCache;return t===0?this._metricsCache.getMarginSize(0)??i:e?e.pos:this._estimatePosition(t)}_calculateAnchor(t,e){return t<=0?0:e>this._scrollSize-this._viewDim1?this.items.length-1:Math.max(0,Math.min(this.items.length-1,Math.floor((t+e)/2/this._delta)))}_getAnchor(t,e){if(this._physicalItems.size===0)return this._calculateAnchor(t,e);if(this._first<0)return this._calculateAnchor(t,e);if(this._last<0)return this._calculateAnchor(t,e);let i=this._getPhysicalItem(this._first),s=this._getPhysicalItem(this._last),r=i.pos;if(s.pos+this._metricsCache.getChildSize(this._last)<t)return this._calculateAnchor(t,e);if(r>e)return this._calculateAnchor(t,e);let h=this._firstVisible-1,u=-1/0;for(;u<t;)u=this._getPhysicalItem(++h).pos+this._metricsCache.getChildSize(h);return h}_getActiveItems(){this._viewDim1===0||this.items.length===0?this._clearItems():this._getItems()}_clearItems(){this._first=-1,this._last=-1,this._physicalMin=0,this._physicalMax=0;let t=this._newPhysicalItems;this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=t,this._stable=!0}_getItems(){let t=this._newPhysicalItems;this._stable=!0;let e,i;if(this.pin!==null){let{index:u}=this.pin;this._anchorIdx=u,this._anchorPos=this._getPosition(u)}if(e=this._scrollPosition-this._overhang,i=this._scrollPosition+this._viewDim1+this._overhang,i<0||e>this._scrollSize){this._clearItems();return}(this._anchorIdx===null||this._anchorPos===null)&&(this._anchorIdx=this._getAnchor(e,i),this._anchorPos=this._getPosition(this._anchorIdx));let s=this._getSize(this._anchorIdx);s===void 0&&(this._stable=!1,s=this._getAverageSize());let r=this._metricsCache.getMarginSize(this._anchorIdx)??this._metricsCache.averageMarginSize,o=this._metricsCache.getMarginSize(this._anchorIdx+1)??this._metricsCache.averageMarginSize;this._anchorIdx===0&&(this._anchorPos=r),this._anchorIdx===this.items.length-1&&(this._anchorPos=this._scrollSize-o-s);let c=0;for(this._anchorPos+s+o<e&&(c=e-(this._anchorPos+s+o)),this._anchorPos-r>i&&(c=i-(this._anchorPos-r)),c&&(this._scrollPosition-=c,e-=c,i-=c,this._scrollError+=c),t.set(this._anchorIdx,{pos:this._anchorPos,size:s}),this._first=this._last=this._anchorIdx,this._physicalMin=this._anchorPos-r,this._physicalMax=this._anchorPos+s+o;this._physicalMin>e&&this._first>0;){let u=this._getSize(--this._first);u===void 0&&(this._stable=!1,u=this._getAverageSize());let g=this._metricsCache.getMarginSize(this._first);g===void 0&&(this._stable=!1,g=this._metricsCache.averageMarginSize),this._physicalMin-=u;let f=this._physicalMin;if(t.set(this._first,{pos:f,size:u}),this._physicalMin-=g,this._stable===!1&&this._estimate===!1)break}for(;this._physicalMax<i&&this._last<this.items.length-1;){let u=this._getSize(++this._last);u===void 0&&(this._stable=!1,u=this._getAverageSize());let g=this._metricsCache.getMarginSize(this._last);g===void 0&&(this._stable=!1,g=this._metricsCache.averageMarginSize);let f=this._physicalMax;if(t.set(this._last,{pos:f,size:u}),this._physicalMax+=u+g,!this._stable&&!this._estimate)break}let h=this._calculateError();h&&(this._physicalMin-=h,this._physicalMax-=h,this._anchorPos-=h,this._scrollPosition-=h,t.forEach(u=>u.pos-=h),this._scrollError+=h),this._stable&&(this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=t)}_calculateError(){return this._first===0?this._physicalMin:this._physicalMin<=0?this._physicalMin-this._first*this._delta:this._last===this.items.length-1?this._physicalMax-this._scrollSize:this._physicalMax>=this._scrollSize?this._physicalMax-this._scrollSize+(this.items.length-1-this._last)*this._delta:0}_reflow(){let{_first:t,_last:e}=this;super._reflow(),(this._first===-1&&this._last==-1||this._first===t&&this._last===e)&&this._resetReflowState()}_resetReflowState(){this._anchorIdx=null,this._anchorPos=null,this._stable=!0}_updateScrollSize(){let{averageMarginSize:t}=this._metricsCache;this._scrollSize=Math.max(1,this.items.length*(t+this._getAverageSize())+t)}get _delta(){let{averageMarginSize:t}=this._metricsCache;return this._getAverageSize()+t}_getItemPosition(t){return{[this._positionDim]:this._getPosition(t),[this._secondaryPositionDim]:0,[Zd(this.direction)]:-(this._metricsCache.getLeadingMarginValue(t,this.direction)??this._metricsCache.averageMarginSize)}}_getItemSize(t){return{[this._sizeDim]:this._getSize(t)||this._getAverageSize(),[this._secondarySizeDim]:this._itemSize[this._secondarySizeDim]}}_viewDim2Changed(){this._metricsCache.clear(),this._scheduleReflow()}}});var ds=globalThis,ps=ds.ShadowRoot&&(ds.ShadyCSS===void 0||ds.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Sr=Symbol(),rl=new WeakMap,An=class{constructor(t,e,i){if(this._$cssResult$=!0,i!==Sr)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(ps&&t===void 0){let i=e!==void 0&&e.length===1;i&&(t=rl.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),i&&rl.set(e,t))}return t}toString(){return this.cssText}},fs=n=>new An(typeof n=="string"?n:n+"",void 0,Sr),ze=(n,...t)=>{let e=n.length===1?n[0]:t.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new An(e,n,Sr)},ol=(n,t)=>{if(ps)n.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let i=document.createElement("style"),s=ds.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=e.cssText,n.appendChild(i)}},$r=ps?n=>n:n=>n instanceof CSSStyleSheet?(t=>{let e="";for(let i of t.cssRules)e+=i.cssText;return fs(e)})(n):n;var{is:xh,defineProperty:Sh,getOwnPropertyDescriptor:$h,getOwnPropertyNames:kh,getOwnPropertySymbols:Th,getPrototypeOf:Eh}=Object,ms=globalThis,ll=ms.trustedTypes,Ph=ll?ll.emptyScript:"",Ch=ms.reactiveElementPolyfillSupport,Mn=(n,t)=>n,zn={toAttribute(n,t){switch(t){case Boolean:n=n?Ph:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,t){let e=n;switch(t){case Boolean:e=n!==null;break;case Number:e=n===null?null:Number(n);break;case Object:case Array:try{e=JSON.parse(n)}catch{e=null}}return e}},gs=(n,t)=>!xh(n,t),al={attribute:!0,type:String,converter:zn,reflect:!1,useDefault:!1,hasChanged:gs};Symbol.metadata??=Symbol("metadata"),ms.litPropertyMetadata??=new WeakMap;var Jt=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=al){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(t,i,e);s!==void 0&&Sh(this.prototype,t,s)}}static getPropertyDescriptor(t,e,i){let{get:s,set:r}=$h(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:s,set(o){let c=s?.call(this);r?.call(this,o),this.requestUpdate(t,c,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??al}static _$Ei(){if(this.hasOwnProperty(Mn("elementProperties")))return;let t=Eh(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Mn("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Mn("properties"))){let e=this.properties,i=[...kh(e),...Th(e)];for(let s of i)this.createProperty(s,e[s])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[i,s]of e)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[e,i]of this.elementProperties){let s=this._$Eu(e,i);s!==void 0&&this._$Eh.set(s,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let i=new Set(t.flat(1/0).reverse());for(let s of i)e.unshift($r(s))}else t!==void 0&&e.push($r(t));return e}static _$Eu(t,e){let i=e.attribute;return i===!1?void 0:typeof i=="string"?i:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let i of e.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ol(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,i){this._$AK(t,i)}_$ET(t,e){let i=this.constructor.elementProperties.get(t),s=this.constructor._$Eu(t,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:zn).toAttribute(e,i.type);this._$Em=t,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(t,e){let i=this.constructor,s=i._$Eh.get(t);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:zn;this._$Em=s;let c=o.fromAttribute(e,r.type);this[s]=c??this._$Ej?.get(s)??c,this._$Em=null}}requestUpdate(t,e,i,s=!1,r){if(t!==void 0){let o=this.constructor;if(s===!1&&(r=this[t]),i??=o.getPropertyOptions(t),!((i.hasChanged??gs)(r,e)||i.useDefault&&i.reflect&&r===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,i))))return;this.C(t,e,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),r!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||i||(e=void 0),this._$AL.set(t,e)),s===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,c=this[s];o!==!0||this._$AL.has(s)||c===void 0||this.C(s,void 0,r,c)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(e)):this._$EM()}catch(i){throw t=!1,this._$EM(),i}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};Jt.elementStyles=[],Jt.shadowRootOptions={mode:"open"},Jt[Mn("elementProperties")]=new Map,Jt[Mn("finalized")]=new Map,Ch?.({ReactiveElement:Jt}),(ms.reactiveElementVersions??=[]).push("2.1.2");var Tr=globalThis,cl=n=>n,_s=Tr.trustedTypes,hl=_s?_s.createPolicy("lit-html",{createHTML:n=>n}):void 0,Er="$lit$",Qt=`lit$${Math.random().toFixed(9).slice(2)}$`,Pr="?"+Qt,Ah=`<${Pr}>`,Ti=document,Rn=()=>Ti.createComment(""),Ln=n=>n===null||typeof n!="object"&&typeof n!="function",Cr=Array.isArray,gl=n=>Cr(n)||typeof n?.[Symbol.iterator]=="function",kr=`[ 	
\f\r]`,Dn=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ul=/-->/g,dl=/>/g,$i=RegExp(`>|${kr}(?:([^\\s"'>=/]+)(${kr}*=${kr}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),pl=/'/g,fl=/"/g,_l=/^(?:script|style|textarea|title)$/i,Ar=n=>(t,...e)=>({_$litType$:n,strings:t,values:e}),k=Ar(1),yl=Ar(2),vp=Ar(3),Mt=Symbol.for("lit-noChange"),B=Symbol.for("lit-nothing"),ml=new WeakMap,ki=Ti.createTreeWalker(Ti,129);function bl(n,t){if(!Cr(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return hl!==void 0?hl.createHTML(t):t}var vl=(n,t)=>{let e=n.length-1,i=[],s,r=t===2?"<svg>":t===3?"<math>":"",o=Dn;for(let c=0;c<e;c++){let h=n[c],u,g,f=-1,_=0;for(;_<h.length&&(o.lastIndex=_,g=o.exec(h),g!==null);)_=o.lastIndex,o===Dn?g[1]==="!--"?o=ul:g[1]!==void 0?o=dl:g[2]!==void 0?(_l.test(g[2])&&(s=RegExp("</"+g[2],"g")),o=$i):g[3]!==void 0&&(o=$i):o===$i?g[0]===">"?(o=s??Dn,f=-1):g[1]===void 0?f=-2:(f=o.lastIndex-g[2].length,u=g[1],o=g[3]===void 0?$i:g[3]==='"'?fl:pl):o===fl||o===pl?o=$i:o===ul||o===dl?o=Dn:(o=$i,s=void 0);let v=o===$i&&n[c+1].startsWith("/>")?" ":"";r+=o===Dn?h+Ah:f>=0?(i.push(u),h.slice(0,f)+Er+h.slice(f)+Qt+v):h+Qt+(f===-2?c:v)}return[bl(n,r+(n[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},In=class n{constructor({strings:t,_$litType$:e},i){let s;this.parts=[];let r=0,o=0,c=t.length-1,h=this.parts,[u,g]=vl(t,e);if(this.el=n.createElement(u,i),ki.currentNode=this.el.content,e===2||e===3){let f=this.el.content.firstChild;f.replaceWith(...f.childNodes)}for(;(s=ki.nextNode())!==null&&h.length<c;){if(s.nodeType===1){if(s.hasAttributes())for(let f of s.getAttributeNames())if(f.endsWith(Er)){let _=g[o++],v=s.getAttribute(f).split(Qt),w=/([.?@])?(.*)/.exec(_);h.push({type:1,index:r,name:w[2],strings:v,ctor:w[1]==="."?bs:w[1]==="?"?vs:w[1]==="@"?ws:Pi}),s.removeAttribute(f)}else f.startsWith(Qt)&&(h.push({type:6,index:r}),s.removeAttribute(f));if(_l.test(s.tagName)){let f=s.textContent.split(Qt),_=f.length-1;if(_>0){s.textContent=_s?_s.emptyScript:"";for(let v=0;v<_;v++)s.append(f[v],Rn()),ki.nextNode(),h.push({type:2,index:++r});s.append(f[_],Rn())}}}else if(s.nodeType===8)if(s.data===Pr)h.push({type:2,index:r});else{let f=-1;for(;(f=s.data.indexOf(Qt,f+1))!==-1;)h.push({type:7,index:r}),f+=Qt.length-1}r++}}static createElement(t,e){let i=Ti.createElement("template");return i.innerHTML=t,i}};function Ei(n,t,e=n,i){if(t===Mt)return t;let s=i!==void 0?e._$Co?.[i]:e._$Cl,r=Ln(t)?void 0:t._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,e,i)),i!==void 0?(e._$Co??=[])[i]=s:e._$Cl=s),s!==void 0&&(t=Ei(n,s._$AS(n,t.values),s,i)),t}var ys=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,s=(t?.creationScope??Ti).importNode(e,!0);ki.currentNode=s;let r=ki.nextNode(),o=0,c=0,h=i[0];for(;h!==void 0;){if(o===h.index){let u;h.type===2?u=new tn(r,r.nextSibling,this,t):h.type===1?u=new h.ctor(r,h.name,h.strings,this,t):h.type===6&&(u=new xs(r,this,t)),this._$AV.push(u),h=i[++c]}o!==h?.index&&(r=ki.nextNode(),o++)}return ki.currentNode=Ti,s}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},tn=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,s){this.type=2,this._$AH=B,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Ei(this,t,e),Ln(t)?t===B||t==null||t===""?(this._$AH!==B&&this._$AR(),this._$AH=B):t!==this._$AH&&t!==Mt&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):gl(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==B&&Ln(this._$AH)?this._$AA.nextSibling.data=t:this.T(Ti.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,s=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=In.createElement(bl(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(e);else{let r=new ys(s,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=ml.get(t.strings);return e===void 0&&ml.set(t.strings,e=new In(t)),e}k(t){Cr(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,s=0;for(let r of t)s===e.length?e.push(i=new n(this.O(Rn()),this.O(Rn()),this,this.options)):i=e[s],i._$AI(r),s++;s<e.length&&(this._$AR(i&&i._$AB.nextSibling,s),e.length=s)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=cl(t).nextSibling;cl(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Pi=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,s,r){this.type=1,this._$AH=B,this._$AN=void 0,this.element=t,this.name=e,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=B}_$AI(t,e=this,i,s){let r=this.strings,o=!1;if(r===void 0)t=Ei(this,t,e,0),o=!Ln(t)||t!==this._$AH&&t!==Mt,o&&(this._$AH=t);else{let c=t,h,u;for(t=r[0],h=0;h<r.length-1;h++)u=Ei(this,c[i+h],e,h),u===Mt&&(u=this._$AH[h]),o||=!Ln(u)||u!==this._$AH[h],u===B?t=B:t!==B&&(t+=(u??"")+r[h+1]),this._$AH[h]=u}o&&!s&&this.j(t)}j(t){t===B?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},bs=class extends Pi{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===B?void 0:t}},vs=class extends Pi{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==B)}},ws=class extends Pi{constructor(t,e,i,s,r){super(t,e,i,s,r),this.type=5}_$AI(t,e=this){if((t=Ei(this,t,e,0)??B)===Mt)return;let i=this._$AH,s=t===B&&i!==B||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,r=t!==B&&(i===B||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},xs=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){Ei(this,t)}},wl={M:Er,P:Qt,A:Pr,C:1,L:vl,R:ys,D:gl,V:Ei,I:tn,H:Pi,N:vs,U:ws,B:bs,F:xs},Mh=Tr.litHtmlPolyfillSupport;Mh?.(In,tn),(Tr.litHtmlVersions??=[]).push("3.3.3");var xl=(n,t,e)=>{let i=e?.renderBefore??t,s=i._$litPart$;if(s===void 0){let r=e?.renderBefore??null;i._$litPart$=s=new tn(t.insertBefore(Rn(),r),r,void 0,e??{})}return s._$AI(n),s};var Mr=globalThis,vt=class extends Jt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=xl(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return Mt}};vt._$litElement$=!0,vt.finalized=!0,Mr.litElementHydrateSupport?.({LitElement:vt});var zh=Mr.litElementPolyfillSupport;zh?.({LitElement:vt});(Mr.litElementVersions??=[]).push("4.2.2");var je=n=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(n,t)}):customElements.define(n,t)};var Dh={attribute:!0,type:String,converter:zn,reflect:!1,hasChanged:gs},Rh=(n=Dh,t,e)=>{let{kind:i,metadata:s}=e,r=globalThis.litPropertyMetadata.get(s);if(r===void 0&&globalThis.litPropertyMetadata.set(s,r=new Map),i==="setter"&&((n=Object.create(n)).wrapped=!0),r.set(e.name,n),i==="accessor"){let{name:o}=e;return{set(c){let h=t.get.call(this);t.set.call(this,c),this.requestUpdate(o,h,n,!0,c)},init(c){return c!==void 0&&this.C(o,void 0,n,c),c}}}if(i==="setter"){let{name:o}=e;return function(c){let h=this[o];t.call(this,c),this.requestUpdate(o,h,n,!0,c)}}throw Error("Unsupported decorator location: "+i)};function We(n){return(t,e)=>typeof e=="object"?Rh(n,t,e):((i,s,r)=>{let o=s.hasOwnProperty(r);return s.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(s,r):void 0})(n,t,e)}function Se(n){return We({...n,state:!0,attribute:!1})}var ai=(n,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(n,t,e),e);function nn(n,t){return(e,i,s)=>{let r=o=>o.renderRoot?.querySelector(n)??null;if(t){let{get:o,set:c}=typeof i=="object"?e:s??(()=>{let h=Symbol();return{get(){return this[h]},set(u){this[h]=u}}})();return ai(e,i,{get(){let h=o.call(this);return h===void 0&&(h=r(this),(h!==null||this.hasUpdated)&&c.call(this,h)),h}})}return ai(e,i,{get(){return r(this)}})}}var Lh;function Sl(n){return(t,e)=>ai(t,e,{get(){return(this.renderRoot??(Lh??=document.createDocumentFragment())).querySelectorAll(n)}})}var Ih="uplot",Oh="u-hz",Hh="u-vt",Bh="u-title",Nh="u-wrap",Fh="u-under",Vh="u-over",Uh="u-axis",Mi="u-off",Wh="u-select",Gh="u-cursor-x",Kh="u-cursor-y",jh="u-cursor-pt",qh="u-legend",Yh="u-live",Zh="u-inline",Jh="u-series",Qh="u-marker",$l="u-label",Xh="u-value",Hn="width",Bn="height";var kl="bottom",sn="left",zr="right",Yr="#000",Tl=Yr+"0",Dr="mousemove",El="mousedown",Rr="mouseup",Pl="mouseenter",Cl="mouseleave",Al="dblclick",eu="resize",tu="scroll",Ml="change",Es="dppxchange",Zr="--",un=typeof window<"u",Br=un?document:null,on=un?window:null,iu=un?navigator:null,ae,Ss;function Nr(){let n=devicePixelRatio;ae!=n&&(ae=n,Ss&&Vr(Ml,Ss,Nr),Ss=matchMedia(`(min-resolution: ${ae-.001}dppx) and (max-resolution: ${ae+.001}dppx)`),zi(Ml,Ss,Nr),on.dispatchEvent(new CustomEvent(Es)))}function ut(n,t){if(t!=null){let e=n.classList;!e.contains(t)&&e.add(t)}}function Fr(n,t){let e=n.classList;e.contains(t)&&e.remove(t)}function be(n,t,e){n.style[t]=e+"px"}function zt(n,t,e,i){let s=Br.createElement(n);return t!=null&&ut(s,t),e?.insertBefore(s,i),s}function wt(n,t){return zt("div",n,t)}var zl=new WeakMap;function Wt(n,t,e,i,s){let r="translate("+t+"px,"+e+"px)",o=zl.get(n);r!=o&&(n.style.transform=r,zl.set(n,r),t<0||e<0||t>i||e>s?ut(n,Mi):Fr(n,Mi))}var Dl=new WeakMap;function Rl(n,t,e){let i=t+e,s=Dl.get(n);i!=s&&(Dl.set(n,i),n.style.background=t,n.style.borderColor=e)}var Ll=new WeakMap;function Il(n,t,e,i){let s=t+""+e,r=Ll.get(n);s!=r&&(Ll.set(n,s),n.style.height=e+"px",n.style.width=t+"px",n.style.marginLeft=i?-t/2+"px":0,n.style.marginTop=i?-e/2+"px":0)}var Jr={passive:!0},nu={...Jr,capture:!0};function zi(n,t,e,i){t.addEventListener(n,e,i?nu:Jr)}function Vr(n,t,e,i){t.removeEventListener(n,e,Jr)}un&&Nr();function Dt(n,t,e,i){let s;e=e||0,i=i||t.length-1;let r=i<=2147483647;for(;i-e>1;)s=r?e+i>>1:dt((e+i)/2),t[s]<n?e=s:i=s;return n-t[e]<=t[i]-n?e:i}function ha(n){return(e,i,s)=>{let r=-1,o=-1;for(let c=i;c<=s;c++)if(n(e[c])){r=c;break}for(let c=s;c>=i;c--)if(n(e[c])){o=c;break}return[r,o]}}var ua=n=>n!=null,da=n=>n!=null&&n>0,As=ha(ua),su=ha(da);function ru(n,t,e,i=0,s=!1){let r=s?su:As,o=s?da:ua;[t,e]=r(n,t,e);let c=n[t],h=n[t];if(t>-1)if(i==1)c=n[t],h=n[e];else if(i==-1)c=n[e],h=n[t];else for(let u=t;u<=e;u++){let g=n[u];o(g)&&(g<c?c=g:g>h&&(h=g))}return[c??pe,h??-pe]}function Ms(n,t,e,i){let s=Bl(n),r=Bl(t);n==t&&(s==-1?(n*=e,t/=e):(n/=e,t*=e));let o=e==10?Xt:pa,c=s==1?dt:xt,h=r==1?xt:dt,u=c(o(Re(n))),g=h(o(Re(t))),f=ln(e,u),_=ln(e,g);return e==10&&(u<0&&(f=fe(f,-u)),g<0&&(_=fe(_,-g))),i||e==2?(n=f*s,t=_*r):(n=_a(n,f),t=zs(t,_)),[n,t]}function Qr(n,t,e,i){let s=Ms(n,t,e,i);return n==0&&(s[0]=0),t==0&&(s[1]=0),s}var Xr=.1,Ol={mode:3,pad:Xr},Fn={pad:0,soft:null,mode:0},ou={min:Fn,max:Fn};function Ps(n,t,e,i){return Ds(e)?Hl(n,t,e):(Fn.pad=e,Fn.soft=i?0:null,Fn.mode=i?3:0,Hl(n,t,ou))}function oe(n,t){return n??t}function lu(n,t,e){for(t=oe(t,0),e=oe(e,n.length-1);t<=e;){if(n[t]!=null)return!0;t++}return!1}function Hl(n,t,e){let i=e.min,s=e.max,r=oe(i.pad,0),o=oe(s.pad,0),c=oe(i.hard,-pe),h=oe(s.hard,pe),u=oe(i.soft,pe),g=oe(s.soft,-pe),f=oe(i.mode,0),_=oe(s.mode,0),v=t-n,w=Xt(v),P=et(Re(n),Re(t)),L=Xt(P),R=Re(L-w);(v<1e-24||R>10)&&(v=0,(n==0||t==0)&&(v=1e-24,f==2&&u!=pe&&(r=0),_==2&&g!=-pe&&(o=0)));let $=v||P||1e3,V=Xt($),T=ln(10,dt(V)),J=$*(v==0?n==0?.1:1:r),D=fe(_a(n-J,T/10),24),Q=n>=u&&(f==1||f==3&&D<=u||f==2&&D>=u)?u:pe,q=et(c,D<Q&&n>=Q?Q:Rt(Q,D)),te=$*(v==0?t==0?.1:1:o),j=fe(zs(t+te,T/10),24),E=t<=g&&(_==1||_==3&&j>=g||_==2&&j<=g)?g:-pe,Z=Rt(h,j>E&&t<=E?E:et(E,j));return q==Z&&q==0&&(Z=100),[q,Z]}var au=new Intl.NumberFormat(un?iu.language:"en-US"),eo=n=>au.format(n),pt=Math,Ts=pt.PI,Re=pt.abs,dt=pt.floor,De=pt.round,xt=pt.ceil,Rt=pt.min,et=pt.max,ln=pt.pow,Bl=pt.sign,Xt=pt.log10,pa=pt.log2,cu=(n,t=1)=>pt.sinh(n)*t,Lr=(n,t=1)=>pt.asinh(n/t),pe=1/0;function Nl(n){return(Xt((n^n>>31)-(n>>31))|0)+1}function Ur(n,t,e){return Rt(et(n,t),e)}function fa(n){return typeof n=="function"}function ie(n){return fa(n)?n:()=>n}var hu=()=>{},ma=n=>n,ga=(n,t)=>t,uu=n=>null,Fl=n=>!0,Vl=(n,t)=>n==t,du=/\.\d*?(?=9{6,}|0{6,})/gm,Di=n=>{if(ba(n)||hi.has(n))return n;let t=`${n}`,e=t.match(du);if(e==null)return n;let i=e[0].length-1;if(t.indexOf("e-")!=-1){let[s,r]=t.split("e");return+`${Di(s)}e${r}`}return fe(n,i)};function Ci(n,t){return Di(fe(Di(n/t))*t)}function zs(n,t){return Di(xt(Di(n/t))*t)}function _a(n,t){return Di(dt(Di(n/t))*t)}function fe(n,t=0){if(ba(n))return n;let e=10**t,i=n*e*(1+Number.EPSILON);return De(i)/e}var hi=new Map;function ya(n){return((""+n).split(".")[1]||"").length}function Un(n,t,e,i){let s=[],r=i.map(ya);for(let o=t;o<e;o++){let c=Re(o),h=fe(ln(n,o),c);for(let u=0;u<i.length;u++){let g=n==10?+`${i[u]}e${o}`:i[u]*h,f=(o>=0?0:c)+(o>=r[u]?0:r[u]),_=n==10?g:fe(g,f);s.push(_),hi.set(_,f)}}return s}var Vn={},to=[],an=[null,null],ci=Array.isArray,ba=Number.isInteger,pu=n=>n===void 0;function Ul(n){return typeof n=="string"}function Ds(n){let t=!1;if(n!=null){let e=n.constructor;t=e==null||e==Object}return t}function fu(n){return n!=null&&typeof n=="object"}var mu=Object.getPrototypeOf(Uint8Array),va="__proto__";function cn(n,t=Ds){let e;if(ci(n)){let i=n.find(s=>s!=null);if(ci(i)||t(i)){e=Array(n.length);for(let s=0;s<n.length;s++)e[s]=cn(n[s],t)}else e=n.slice()}else if(n instanceof mu)e=n.slice();else if(t(n)){e={};for(let i in n)i!=va&&(e[i]=cn(n[i],t))}else e=n;return e}function Ce(n){let t=arguments;for(let e=1;e<t.length;e++){let i=t[e];for(let s in i)s!=va&&(Ds(n[s])?Ce(n[s],cn(i[s])):n[s]=cn(i[s]))}return n}var gu=0,_u=1,yu=2;function bu(n,t,e){for(let i=0,s,r=-1;i<t.length;i++){let o=t[i];if(o>r){for(s=o-1;s>=0&&n[s]==null;)n[s--]=null;for(s=o+1;s<e&&n[s]==null;)n[r=s++]=null}}}function vu(n,t){if(Su(n)){let o=n[0].slice();for(let c=1;c<n.length;c++)o.push(...n[c].slice(1));return $u(o[0])||(o=xu(o)),o}let e=new Set;for(let o=0;o<n.length;o++){let h=n[o][0],u=h.length;for(let g=0;g<u;g++)e.add(h[g])}let i=[Array.from(e).sort((o,c)=>o-c)],s=i[0].length,r=new Map;for(let o=0;o<s;o++)r.set(i[0][o],o);for(let o=0;o<n.length;o++){let c=n[o],h=c[0];for(let u=1;u<c.length;u++){let g=c[u],f=Array(s).fill(void 0),_=t?t[o][u]:_u,v=[];for(let w=0;w<g.length;w++){let P=g[w],L=r.get(h[w]);P===null?_!=gu&&(f[L]=P,_==yu&&v.push(L)):f[L]=P}bu(f,v,s),i.push(f)}}return i}var wu=typeof queueMicrotask>"u"?n=>Promise.resolve().then(n):queueMicrotask;function xu(n){let t=n[0],e=t.length,i=Array(e);for(let r=0;r<i.length;r++)i[r]=r;i.sort((r,o)=>t[r]-t[o]);let s=[];for(let r=0;r<n.length;r++){let o=n[r],c=Array(e);for(let h=0;h<e;h++)c[h]=o[i[h]];s.push(c)}return s}function Su(n){let t=n[0][0],e=t.length;for(let i=1;i<n.length;i++){let s=n[i][0];if(s.length!=e)return!1;if(s!=t){for(let r=0;r<e;r++)if(s[r]!=t[r])return!1}}return!0}function $u(n,t=100){let e=n.length;if(e<=1)return!0;let i=0,s=e-1;for(;i<=s&&n[i]==null;)i++;for(;s>=i&&n[s]==null;)s--;if(s<=i)return!0;let r=et(1,dt((s-i+1)/t));for(let o=n[i],c=i+r;c<=s;c+=r){let h=n[c];if(h!=null){if(h<=o)return!1;o=h}}return!0}var wa=["January","February","March","April","May","June","July","August","September","October","November","December"],xa=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Sa(n){return n.slice(0,3)}var ku=xa.map(Sa),Tu=wa.map(Sa),Eu={MMMM:wa,MMM:Tu,WWWW:xa,WWW:ku};function On(n){return(n<10?"0":"")+n}function Pu(n){return(n<10?"00":n<100?"0":"")+n}var Cu={YYYY:n=>n.getFullYear(),YY:n=>(n.getFullYear()+"").slice(2),MMMM:(n,t)=>t.MMMM[n.getMonth()],MMM:(n,t)=>t.MMM[n.getMonth()],MM:n=>On(n.getMonth()+1),M:n=>n.getMonth()+1,DD:n=>On(n.getDate()),D:n=>n.getDate(),WWWW:(n,t)=>t.WWWW[n.getDay()],WWW:(n,t)=>t.WWW[n.getDay()],HH:n=>On(n.getHours()),H:n=>n.getHours(),h:n=>{let t=n.getHours();return t==0?12:t>12?t-12:t},AA:n=>n.getHours()>=12?"PM":"AM",aa:n=>n.getHours()>=12?"pm":"am",a:n=>n.getHours()>=12?"p":"a",mm:n=>On(n.getMinutes()),m:n=>n.getMinutes(),ss:n=>On(n.getSeconds()),s:n=>n.getSeconds(),fff:n=>Pu(n.getMilliseconds())};function io(n,t){t=t||Eu;let e=[],i=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=i.exec(n);)e.push(s[0][0]=="{"?Cu[s[1]]:s[0]);return r=>{let o="";for(let c=0;c<e.length;c++)o+=typeof e[c]=="string"?e[c]:e[c](r,t);return o}}var Au=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Mu(n,t){let e;return t=="UTC"||t=="Etc/UTC"?e=new Date(+n+n.getTimezoneOffset()*6e4):t==Au?e=n:(e=new Date(n.toLocaleString("en-US",{timeZone:t})),e.setMilliseconds(n.getMilliseconds())),e}var $a=n=>n%1==0,Cs=[1,2,2.5,5],zu=Un(10,-32,0,Cs),ka=Un(10,0,32,Cs),Du=ka.filter($a),Ai=zu.concat(ka),no=`
`,Ta="{YYYY}",Wl=no+Ta,Ea="{M}/{D}",Nn=no+Ea,$s=Nn+"/{YY}",Pa="{aa}",Ru="{h}:{mm}",rn=Ru+Pa,Gl=no+rn,Kl=":{ss}",he=null;function Ca(n){let t=n*1e3,e=t*60,i=e*60,s=i*24,r=s*30,o=s*365,h=(n==1?Un(10,0,3,Cs).filter($a):Un(10,-3,0,Cs)).concat([t,t*5,t*10,t*15,t*30,e,e*5,e*10,e*15,e*30,i,i*2,i*3,i*4,i*6,i*8,i*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,r,r*2,r*3,r*4,r*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),u=[[o,Ta,he,he,he,he,he,he,1],[s*28,"{MMM}",Wl,he,he,he,he,he,1],[s,Ea,Wl,he,he,he,he,he,1],[i,"{h}"+Pa,$s,he,Nn,he,he,he,1],[e,rn,$s,he,Nn,he,he,he,1],[t,Kl,$s+" "+rn,he,Nn+" "+rn,he,Gl,he,1],[n,Kl+".{fff}",$s+" "+rn,he,Nn+" "+rn,he,Gl,he,1]];function g(f){return(_,v,w,P,L,R)=>{let $=[],V=L>=o,T=L>=r&&L<o,J=f(w),D=fe(J*n,3),Q=Ir(J.getFullYear(),V?0:J.getMonth(),T||V?1:J.getDate()),q=fe(Q*n,3);if(T||V){let te=T?L/r:0,j=V?L/o:0,E=D==q?D:fe(Ir(Q.getFullYear()+j,Q.getMonth()+te,1)*n,3),Z=new Date(De(E/n)),I=Z.getFullYear(),G=Z.getMonth();for(let F=0;E<=P;F++){let ne=Ir(I+j*F,G+te*F,1),N=ne-f(fe(ne*n,3));E=fe((+ne+N)*n,3),E<=P&&$.push(E)}}else{let te=L>=s?s:L,j=dt(w)-dt(D),E=q+j+zs(D-q,te);$.push(E);let Z=f(E),I=Z.getHours()+Z.getMinutes()/e+Z.getSeconds()/i,G=L/i,F=_.axes[v]._space,ne=R/F;for(;E=fe(E+L,n==1?0:3),!(E>P);)if(G>1){let N=dt(fe(I+G,6))%24,se=f(E).getHours()-N;se>1&&(se=-1),E-=se*i,I=(I+G)%24;let ue=$[$.length-1];fe((E-ue)/L,3)*ne>=.7&&$.push(E)}else $.push(E)}return $}}return[h,u,g]}var[Lu,Iu,Ou]=Ca(1),[Hu,Bu,Nu]=Ca(.001);Un(2,-53,53,[1]);function jl(n,t){return n.map(e=>e.map((i,s)=>s==0||s==8||i==null?i:t(s==1||e[8]==0?i:e[1]+i)))}function ql(n,t){return(e,i,s,r,o)=>{let c=t.find(w=>o>=w[0])||t[t.length-1],h,u,g,f,_,v;return i.map(w=>{let P=n(w),L=P.getFullYear(),R=P.getMonth(),$=P.getDate(),V=P.getHours(),T=P.getMinutes(),J=P.getSeconds(),D=L!=h&&c[2]||R!=u&&c[3]||$!=g&&c[4]||V!=f&&c[5]||T!=_&&c[6]||J!=v&&c[7]||c[1];return h=L,u=R,g=$,f=V,_=T,v=J,D(P)})}}function Fu(n,t){let e=io(t);return(i,s,r,o,c)=>s.map(h=>e(n(h)))}function Ir(n,t,e){return new Date(n,t,e)}function Yl(n,t){return t(n)}var Vu="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Zl(n,t){return(e,i,s,r)=>r==null?Zr:t(n(i))}function Uu(n,t){let e=n.series[t];return e.width?e.stroke(n,t):e.points.width?e.points.stroke(n,t):null}function Wu(n,t){return n.series[t].fill(n,t)}var Gu={show:!0,live:!0,isolate:!1,mount:hu,markers:{show:!0,width:2,stroke:Uu,fill:Wu,dash:"solid"},idx:null,idxs:null,values:[]};function Ku(n,t){let e=n.cursor.points,i=wt(),s=e.size(n,t);be(i,Hn,s),be(i,Bn,s);let r=s/-2;be(i,"marginLeft",r),be(i,"marginTop",r);let o=e.width(n,t,s);return o&&be(i,"borderWidth",o),i}function ju(n,t){let e=n.series[t].points;return e._fill||e._stroke}function qu(n,t){let e=n.series[t].points;return e._stroke||e._fill}function Yu(n,t){return n.series[t].points.size}var Or=[0,0];function Zu(n,t,e){return Or[0]=t,Or[1]=e,Or}function ks(n,t,e,i=!0){return s=>{s.button==0&&(!i||s.target==t)&&e(s)}}function Hr(n,t,e,i=!0){return s=>{(!i||s.target==t)&&e(s)}}var Ju={show:!0,x:!0,y:!0,lock:!1,move:Zu,points:{one:!1,show:Ku,size:Yu,width:0,stroke:qu,fill:ju},bind:{mousedown:ks,mouseup:ks,click:ks,dblclick:ks,mousemove:Hr,mouseleave:Hr,mouseenter:Hr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(n,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(n,t,e,i,s)=>i-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Aa={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},so=Ce({},Aa,{filter:ga}),Ma=Ce({},so,{size:10}),za=Ce({},Aa,{show:!1}),ro='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Da="bold "+ro,Ra=1.5,Jl={show:!0,scale:"x",stroke:Yr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Da,side:2,grid:so,ticks:Ma,border:za,font:ro,lineGap:Ra,rotate:0},Qu="Value",Xu="Time",Ql={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function ed(n,t,e,i,s){return t.map(r=>r==null?"":eo(r))}function td(n,t,e,i,s,r,o){let c=[],h=hi.get(s)||0;e=o?e:fe(zs(e,s),h);for(let u=e;u<=i;u=fe(u+s,h))c.push(Object.is(u,-0)?0:u);return c}function Wr(n,t,e,i,s,r,o){let c=[],h=n.scales[n.axes[t].scale].log,u=h==10?Xt:pa,g=dt(u(e));s=ln(h,g),h==10&&(s=Ai[Dt(s,Ai)]);let f=e,_=s*h;h==10&&(_=Ai[Dt(_,Ai)]);do c.push(f),f=f+s,h==10&&!hi.has(f)&&(f=fe(f,hi.get(s))),f>=_&&(s=f,_=s*h,h==10&&(_=Ai[Dt(_,Ai)]));while(f<=i);return c}function id(n,t,e,i,s,r,o){let h=n.scales[n.axes[t].scale].asinh,u=i>h?Wr(n,t,et(h,e),i,s):[h],g=i>=0&&e<=0?[0]:[];return(e<-h?Wr(n,t,et(h,-i),-e,s):[h]).reverse().map(_=>-_).concat(g,u)}var La=/./,nd=/[12357]/,sd=/[125]/,Xl=/1/,Gr=(n,t,e,i)=>n.map((s,r)=>t==4&&s==0||r%i==0&&e.test(s.toExponential()[s<0?1:0])?s:null);function rd(n,t,e,i,s){let r=n.axes[e],o=r.scale,c=n.scales[o],h=n.valToPos,u=r._space,g=h(10,o),f=h(9,o)-g>=u?La:h(7,o)-g>=u?nd:h(5,o)-g>=u?sd:Xl;if(f==Xl){let _=Re(h(1,o)-g);if(_<u)return Gr(t.slice().reverse(),c.distr,f,xt(u/_)).reverse()}return Gr(t,c.distr,f,1)}function od(n,t,e,i,s){let r=n.axes[e],o=r.scale,c=r._space,h=n.valToPos,u=Re(h(1,o)-h(2,o));return u<c?Gr(t.slice().reverse(),3,La,xt(c/u)).reverse():t}function ld(n,t,e,i){return i==null?Zr:t==null?"":eo(t)}var ea={show:!0,scale:"y",stroke:Yr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Da,side:3,grid:so,ticks:Ma,border:za,font:ro,lineGap:Ra,rotate:0};function ad(n,t){let e=3+(n||1)*2;return fe(e*t,3)}function cd(n,t){let{scale:e,idxs:i}=n.series[0],s=n._data[0],r=n.valToPos(s[i[0]],e,!0),o=n.valToPos(s[i[1]],e,!0),c=Re(o-r),h=n.series[t],u=c/(h.points.space*ae);return i[1]-i[0]<=u}var ta={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Ia=(n,t,e,i,s)=>s,ia={show:!0,auto:!0,sorted:0,gaps:Ia,alpha:1,facets:[Ce({},ta,{scale:"x"}),Ce({},ta,{scale:"y"})]},na={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ia,alpha:1,points:{show:cd,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function hd(n,t,e,i,s){return e/10}var Oa={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},ud=Ce({},Oa,{time:!1,ori:1}),sa={};function Ha(n,t){let e=sa[n];return e||(e={key:n,plots:[],sub(i){e.plots.push(i)},unsub(i){e.plots=e.plots.filter(s=>s!=i)},pub(i,s,r,o,c,h,u){for(let g=0;g<e.plots.length;g++)e.plots[g]!=s&&e.plots[g].pub(i,s,r,o,c,h,u)}},n!=null&&(sa[n]=e)),e}var hn=1,Kr=2;function Ri(n,t,e){let i=n.mode,s=n.series[t],r=i==2?n._data[t]:n._data,o=n.scales,c=n.bbox,h=r[0],u=i==2?r[1]:r[t],g=i==2?o[s.facets[0].scale]:o[n.series[0].scale],f=i==2?o[s.facets[1].scale]:o[s.scale],_=c.left,v=c.top,w=c.width,P=c.height,L=n.valToPosH,R=n.valToPosV;return g.ori==0?e(s,h,u,g,f,L,R,_,v,w,P,Ls,dn,Os,Na,Va):e(s,h,u,g,f,R,L,v,_,P,w,Is,pn,ao,Fa,Ua)}function oo(n,t){let e=0,i=0,s=oe(n.bands,to);for(let r=0;r<s.length;r++){let o=s[r];o.series[0]==t?e=o.dir:o.series[1]==t&&(o.dir==1?i|=1:i|=2)}return[e,i==1?-1:i==2?1:i==3?2:0]}function dd(n,t,e,i,s){let r=n.mode,o=n.series[t],c=r==2?o.facets[1].scale:o.scale,h=n.scales[c];return s==-1?h.min:s==1?h.max:h.distr==3?h.dir==1?h.min:h.max:0}function ei(n,t,e,i,s,r){return Ri(n,t,(o,c,h,u,g,f,_,v,w,P,L)=>{let R=o.pxRound,$=u.dir*(u.ori==0?1:-1),V=u.ori==0?dn:pn,T,J;$==1?(T=e,J=i):(T=i,J=e);let D=R(f(c[T],u,P,v)),Q=R(_(h[T],g,L,w)),q=R(f(c[J],u,P,v)),te=R(_(r==1?g.max:g.min,g,L,w)),j=new Path2D(s);return V(j,q,te),V(j,D,te),V(j,D,Q),j})}function Rs(n,t,e,i,s,r){let o=null;if(n.length>0){o=new Path2D;let c=t==0?Os:ao,h=e;for(let f=0;f<n.length;f++){let _=n[f];if(_[1]>_[0]){let v=_[0]-h;v>0&&c(o,h,i,v,i+r),h=_[1]}}let u=e+s-h,g=10;u>0&&c(o,h,i-g/2,u,i+r+g)}return o}function pd(n,t,e){let i=n[n.length-1];i&&i[0]==t?i[1]=e:n.push([t,e])}function lo(n,t,e,i,s,r,o){let c=[],h=n.length;for(let u=s==1?e:i;u>=e&&u<=i;u+=s)if(t[u]===null){let f=u,_=u;if(s==1)for(;++u<=i&&t[u]===null;)_=u;else for(;--u>=e&&t[u]===null;)_=u;let v=r(n[f]),w=_==f?v:r(n[_]),P=f-s;v=o<=0&&P>=0&&P<h?r(n[P]):v;let R=_+s;w=o>=0&&R>=0&&R<h?r(n[R]):w,w>=v&&c.push([v,w])}return c}function ra(n){return n==0?ma:n==1?De:t=>Ci(t,n)}function Ba(n){let t=n==0?Ls:Is,e=n==0?(s,r,o,c,h,u)=>{s.arcTo(r,o,c,h,u)}:(s,r,o,c,h,u)=>{s.arcTo(o,r,h,c,u)},i=n==0?(s,r,o,c,h)=>{s.rect(r,o,c,h)}:(s,r,o,c,h)=>{s.rect(o,r,h,c)};return(s,r,o,c,h,u=0,g=0)=>{u==0&&g==0?i(s,r,o,c,h):(u=Rt(u,c/2,h/2),g=Rt(g,c/2,h/2),t(s,r+u,o),e(s,r+c,o,r+c,o+h,u),e(s,r+c,o+h,r,o+h,g),e(s,r,o+h,r,o,g),e(s,r,o,r+c,o,u),s.closePath())}}var Ls=(n,t,e)=>{n.moveTo(t,e)},Is=(n,t,e)=>{n.moveTo(e,t)},dn=(n,t,e)=>{n.lineTo(t,e)},pn=(n,t,e)=>{n.lineTo(e,t)},Os=Ba(0),ao=Ba(1),Na=(n,t,e,i,s,r)=>{n.arc(t,e,i,s,r)},Fa=(n,t,e,i,s,r)=>{n.arc(e,t,i,s,r)},Va=(n,t,e,i,s,r,o)=>{n.bezierCurveTo(t,e,i,s,r,o)},Ua=(n,t,e,i,s,r,o)=>{n.bezierCurveTo(e,t,s,i,o,r)};function Wa(n){return(t,e,i,s,r)=>Ri(t,e,(o,c,h,u,g,f,_,v,w,P,L)=>{let{pxRound:R,points:$}=o,V,T;u.ori==0?(V=Ls,T=Na):(V=Is,T=Fa);let J=fe($.width*ae,3),D=($.size-$.width)/2*ae,Q=fe(D*2,3),q=new Path2D,te=new Path2D,{left:j,top:E,width:Z,height:I}=t.bbox;Os(te,j-Q,E-Q,Z+Q*2,I+Q*2);let G=F=>{if(h[F]!=null){let ne=R(f(c[F],u,P,v)),N=R(_(h[F],g,L,w));V(q,ne+D,N),T(q,ne,N,D,0,Ts*2)}};if(r)r.forEach(G);else for(let F=i;F<=s;F++)G(F);return{stroke:J>0?q:null,fill:q,clip:te,flags:hn|Kr}})}function Ga(n){return(t,e,i,s,r,o)=>{i!=s&&(r!=i&&o!=i&&n(t,e,i),r!=s&&o!=s&&n(t,e,s),n(t,e,o))}}var fd=Ga(dn),md=Ga(pn);function Ka(n){let t=oe(n?.alignGaps,0);return(e,i,s,r)=>Ri(e,i,(o,c,h,u,g,f,_,v,w,P,L)=>{[s,r]=As(h,s,r);let R=o.pxRound,$=I=>R(f(I,u,P,v)),V=I=>R(_(I,g,L,w)),T,J;u.ori==0?(T=dn,J=fd):(T=pn,J=md);let D=u.dir*(u.ori==0?1:-1),Q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:hn},q=Q.stroke,te=!1;if(r-s>=P*4){let I=O=>e.posToVal(O,u.key,!0),G=null,F=null,ne,N,tt,ve=$(c[D==1?s:r]),se=$(c[s]),ue=$(c[r]),X=I(D==1?se+1:ue-1);for(let O=D==1?s:r;O>=s&&O<=r;O+=D){let Ae=c[O],we=(D==1?Ae<X:Ae>X)?ve:$(Ae),ce=h[O];we==ve?ce!=null?(N=ce,G==null?(T(q,we,V(N)),ne=G=F=N):N<G?G=N:N>F&&(F=N)):ce===null&&(te=!0):(G!=null&&J(q,ve,V(G),V(F),V(ne),V(N)),ce!=null?(N=ce,T(q,we,V(N)),G=F=ne=N):(G=F=null,ce===null&&(te=!0)),ve=we,X=I(ve+D))}G!=null&&G!=F&&tt!=ve&&J(q,ve,V(G),V(F),V(ne),V(N))}else for(let I=D==1?s:r;I>=s&&I<=r;I+=D){let G=h[I];G===null?te=!0:G!=null&&T(q,$(c[I]),V(G))}let[E,Z]=oo(e,i);if(o.fill!=null||E!=0){let I=Q.fill=new Path2D(q),G=o.fillTo(e,i,o.min,o.max,E),F=V(G),ne=$(c[s]),N=$(c[r]);D==-1&&([N,ne]=[ne,N]),T(I,N,F),T(I,ne,F)}if(!o.spanGaps){let I=[];te&&I.push(...lo(c,h,s,r,D,$,t)),Q.gaps=I=o.gaps(e,i,s,r,I),Q.clip=Rs(I,u.ori,v,w,P,L)}return Z!=0&&(Q.band=Z==2?[ei(e,i,s,r,q,-1),ei(e,i,s,r,q,1)]:ei(e,i,s,r,q,Z)),Q})}function gd(n){let t=oe(n.align,1),e=oe(n.ascDesc,!1),i=oe(n.alignGaps,0),s=oe(n.extend,!1);return(r,o,c,h)=>Ri(r,o,(u,g,f,_,v,w,P,L,R,$,V)=>{[c,h]=As(f,c,h);let T=u.pxRound,{left:J,width:D}=r.bbox,Q=se=>T(w(se,_,$,L)),q=se=>T(P(se,v,V,R)),te=_.ori==0?dn:pn,j={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:hn},E=j.stroke,Z=_.dir*(_.ori==0?1:-1),I=q(f[Z==1?c:h]),G=Q(g[Z==1?c:h]),F=G,ne=G;s&&t==-1&&(ne=J,te(E,ne,I)),te(E,G,I);for(let se=Z==1?c:h;se>=c&&se<=h;se+=Z){let ue=f[se];if(ue==null)continue;let X=Q(g[se]),O=q(ue);t==1?te(E,X,I):te(E,F,O),te(E,X,O),I=O,F=X}let N=F;s&&t==1&&(N=J+D,te(E,N,I));let[tt,ve]=oo(r,o);if(u.fill!=null||tt!=0){let se=j.fill=new Path2D(E),ue=u.fillTo(r,o,u.min,u.max,tt),X=q(ue);te(se,N,X),te(se,ne,X)}if(!u.spanGaps){let se=[];se.push(...lo(g,f,c,h,Z,Q,i));let ue=u.width*ae/2,X=e||t==1?ue:-ue,O=e||t==-1?-ue:ue;se.forEach(Ae=>{Ae[0]+=X,Ae[1]+=O}),j.gaps=se=u.gaps(r,o,c,h,se),j.clip=Rs(se,_.ori,L,R,$,V)}return ve!=0&&(j.band=ve==2?[ei(r,o,c,h,E,-1),ei(r,o,c,h,E,1)]:ei(r,o,c,h,E,ve)),j})}function oa(n,t,e,i,s,r,o=pe){if(n.length>1){let c=null;for(let h=0,u=1/0;h<n.length;h++)if(t[h]!==void 0){if(c!=null){let g=Re(n[h]-n[c]);g<u&&(u=g,o=Re(e(n[h],i,s,r)-e(n[c],i,s,r)))}c=h}}return o}function _d(n){n=n||Vn;let t=oe(n.size,[.6,pe,1]),e=n.align||0,i=n.gap||0,s=n.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let r=ie(s),o=1-t[0],c=oe(t[1],pe),h=oe(t[2],1),u=oe(n.disp,Vn),g=oe(n.each,v=>{}),{fill:f,stroke:_}=u;return(v,w,P,L)=>Ri(v,w,(R,$,V,T,J,D,Q,q,te,j,E)=>{let Z=R.pxRound,I=e,G=i*ae,F=c*ae,ne=h*ae,N,tt;T.ori==0?[N,tt]=r(v,w):[tt,N]=r(v,w);let ve=T.dir*(T.ori==0?1:-1),se=T.ori==0?Os:ao,ue=T.ori==0?g:(M,me,Me,Bi,gi,Ht,_i)=>{g(M,me,Me,gi,Bi,_i,Ht)},X=oe(v.bands,to).find(M=>M.series[0]==w),O=X!=null?X.dir:0,Ae=R.fillTo(v,w,R.min,R.max,O),Ye=Z(Q(Ae,J,E,te)),we,ce,Tt,ot=j,ke=Z(R.width*ae),Ot=!1,qt=null,ft=null,ii=null,Ii=null;f!=null&&(ke==0||_!=null)&&(Ot=!0,qt=f.values(v,w,P,L),ft=new Map,new Set(qt).forEach(M=>{M!=null&&ft.set(M,new Path2D)}),ke>0&&(ii=_.values(v,w,P,L),Ii=new Map,new Set(ii).forEach(M=>{M!=null&&Ii.set(M,new Path2D)})));let{x0:Oi,size:xn}=u;if(Oi!=null&&xn!=null){I=1,$=Oi.values(v,w,P,L),Oi.unit==2&&($=$.map(Me=>v.posToVal(q+Me*j,T.key,!0)));let M=xn.values(v,w,P,L);xn.unit==2?ce=M[0]*j:ce=D(M[0],T,j,q)-D(0,T,j,q),ot=oa($,V,D,T,j,q,ot),Tt=ot-ce+G}else ot=oa($,V,D,T,j,q,ot),Tt=ot*o+G,ce=ot-Tt;Tt<1&&(Tt=0),ke>=ce/2&&(ke=0),Tt<5&&(Z=ma);let is=Tt>0,fi=ot-Tt-(is?ke:0);ce=Z(Ur(fi,ne,F)),we=(I==0?ce/2:I==ve?0:ce)-I*ve*((I==0?G/2:0)+(is?ke/2:0));let Ze={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Hi=Ot?null:new Path2D,Yt=null;if(X!=null)Yt=v.data[X.series[1]];else{let{y0:M,y1:me}=u;M!=null&&me!=null&&(V=me.values(v,w,P,L),Yt=M.values(v,w,P,L))}let mi=N*ce,Y=tt*ce;for(let M=ve==1?P:L;M>=P&&M<=L;M+=ve){let me=V[M];if(me==null)continue;if(Yt!=null){let it=Yt[M]??0;if(me-it==0)continue;Ye=Q(it,J,E,te)}let Me=T.distr!=2||u!=null?$[M]:M,Bi=D(Me,T,j,q),gi=Q(oe(me,Ae),J,E,te),Ht=Z(Bi-we),_i=Z(et(gi,Ye)),lt=Z(Rt(gi,Ye)),mt=_i-lt;if(me!=null){let it=me<0?Y:mi,Et=me<0?mi:Y;Ot?(ke>0&&ii[M]!=null&&se(Ii.get(ii[M]),Ht,lt+dt(ke/2),ce,et(0,mt-ke),it,Et),qt[M]!=null&&se(ft.get(qt[M]),Ht,lt+dt(ke/2),ce,et(0,mt-ke),it,Et)):se(Hi,Ht,lt+dt(ke/2),ce,et(0,mt-ke),it,Et),ue(v,w,M,Ht-ke/2,lt,ce+ke,mt)}}return ke>0?Ze.stroke=Ot?Ii:Hi:Ot||(Ze._fill=R.width==0?R._fill:R._stroke??R._fill,Ze.width=0),Ze.fill=Ot?ft:Hi,Ze})}function yd(n,t){let e=oe(t?.alignGaps,0);return(i,s,r,o)=>Ri(i,s,(c,h,u,g,f,_,v,w,P,L,R)=>{[r,o]=As(u,r,o);let $=c.pxRound,V=N=>$(_(N,g,L,w)),T=N=>$(v(N,f,R,P)),J,D,Q;g.ori==0?(J=Ls,Q=dn,D=Va):(J=Is,Q=pn,D=Ua);let q=g.dir*(g.ori==0?1:-1),te=V(h[q==1?r:o]),j=te,E=[],Z=[];for(let N=q==1?r:o;N>=r&&N<=o;N+=q)if(u[N]!=null){let ve=h[N],se=V(ve);E.push(j=se),Z.push(T(u[N]))}let I={stroke:n(E,Z,J,Q,D,$),fill:null,clip:null,band:null,gaps:null,flags:hn},G=I.stroke,[F,ne]=oo(i,s);if(c.fill!=null||F!=0){let N=I.fill=new Path2D(G),tt=c.fillTo(i,s,c.min,c.max,F),ve=T(tt);Q(N,j,ve),Q(N,te,ve)}if(!c.spanGaps){let N=[];N.push(...lo(h,u,r,o,q,V,e)),I.gaps=N=c.gaps(i,s,r,o,N),I.clip=Rs(N,g.ori,w,P,L,R)}return ne!=0&&(I.band=ne==2?[ei(i,s,r,o,G,-1),ei(i,s,r,o,G,1)]:ei(i,s,r,o,G,ne)),I})}function bd(n){return yd(vd,n)}function vd(n,t,e,i,s,r){let o=n.length;if(o<2)return null;let c=new Path2D;if(e(c,n[0],t[0]),o==2)i(c,n[1],t[1]);else{let h=Array(o),u=Array(o-1),g=Array(o-1),f=Array(o-1);for(let _=0;_<o-1;_++)g[_]=t[_+1]-t[_],f[_]=n[_+1]-n[_],u[_]=g[_]/f[_];h[0]=u[0];for(let _=1;_<o-1;_++)u[_]===0||u[_-1]===0||u[_-1]>0!=u[_]>0?h[_]=0:(h[_]=3*(f[_-1]+f[_])/((2*f[_]+f[_-1])/u[_-1]+(f[_]+2*f[_-1])/u[_]),isFinite(h[_])||(h[_]=0));h[o-1]=u[o-2];for(let _=0;_<o-1;_++)s(c,n[_]+f[_]/3,t[_]+h[_]*f[_]/3,n[_+1]-f[_]/3,t[_+1]-h[_+1]*f[_]/3,n[_+1],t[_+1])}return c}var jr=new Set;function la(){for(let n of jr)n.syncRect(!0)}un&&(zi(eu,on,la),zi(tu,on,la,!0),zi(Es,on,()=>{Ge.pxRatio=ae}));var wd=Ka(),xd=Wa();function aa(n,t,e,i){return(i?[n[0],n[1]].concat(n.slice(2)):[n[0]].concat(n.slice(1))).map((r,o)=>qr(r,o,t,e))}function Sd(n,t){return n.map((e,i)=>i==0?{}:Ce({},t,e))}function qr(n,t,e,i){return Ce({},t==0?e:i,n)}function ja(n,t,e){return t==null?an:[t,e]}var $d=ja;function kd(n,t,e){return t==null?an:Ps(t,e,Xr,!0)}function qa(n,t,e,i){return t==null?an:Ms(t,e,n.scales[i].log,!1)}var Td=qa;function Ya(n,t,e,i){return t==null?an:Qr(t,e,n.scales[i].log,!1)}var Ed=Ya;function Pd(n,t,e,i,s){let r=et(Nl(n),Nl(t)),o=t-n,c=Dt(s/i*o,e);do{let h=e[c],u=i*h/o;if(u>=s&&r+(h<5?hi.get(h):0)<=17)return[h,u]}while(++c<e.length);return[0,0]}function ca(n){let t,e;return n=n.replace(/(\d+)px/,(i,s)=>(t=De((e=+s)*ae))+"px"),[n,t,e]}function Cd(n){n.show&&[n.font,n.labelFont].forEach(t=>{let e=fe(t[2]*ae,1);t[0]=t[0].replace(/[0-9.]+px/,e+"px"),t[1]=e})}function Ge(n,t,e){let i={mode:oe(n.mode,1)},s=i.mode;function r(l,a,d,p){let m=a.valToPct(l);return p+d*(a.dir==-1?1-m:m)}function o(l,a,d,p){let m=a.valToPct(l);return p+d*(a.dir==-1?m:1-m)}function c(l,a,d,p){return a.ori==0?r(l,a,d,p):o(l,a,d,p)}i.valToPosH=r,i.valToPosV=o;let h=!1;i.status=0;let u=i.root=wt(Ih);if(n.id!=null&&(u.id=n.id),ut(u,n.class),n.title){let l=wt(Bh,u);l.textContent=n.title}let g=zt("canvas"),f=i.ctx=g.getContext("2d"),_=wt(Nh,u);zi("click",_,l=>{l.target===w&&(ge!=Zi||xe!=Ji)&&Ue.click(i,l)},!0);let v=i.under=wt(Fh,_);_.appendChild(g);let w=i.over=wt(Vh,_);n=cn(n);let P=+oe(n.pxAlign,1),L=ra(P);(n.plugins||[]).forEach(l=>{l.opts&&(n=l.opts(i,n)||n)});let R=n.ms||.001,$=i.series=s==1?aa(n.series||[],Ql,na,!1):Sd(n.series||[null],ia),V=i.axes=aa(n.axes||[],Jl,ea,!0),T=i.scales={},J=i.bands=n.bands||[];J.forEach(l=>{l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1)});let D=s==2?$[1].facets[0].scale:$[0].scale,Q={axes:rh,series:eh},q=(n.drawOrder||["axes","series"]).map(l=>Q[l]);function te(l){let a=l.distr==3?d=>Xt(d>0?d:l.clamp(i,d,l.min,l.max,l.key)):l.distr==4?d=>Lr(d,l.asinh):l.distr==100?d=>l.fwd(d):d=>d;return d=>{let p=a(d),{_min:m,_max:y}=l,b=y-m;return(p-m)/b}}function j(l){let a=T[l];if(a==null){let d=(n.scales||Vn)[l]||Vn;if(d.from!=null){j(d.from);let p=Ce({},T[d.from],d,{key:l});p.valToPct=te(p),T[l]=p}else{a=T[l]=Ce({},l==D?Oa:ud,d),a.key=l;let p=a.time,m=a.range,y=ci(m);if((l!=D||s==2&&!p)&&(y&&(m[0]==null||m[1]==null)&&(m={min:m[0]==null?Ol:{mode:1,hard:m[0],soft:m[0]},max:m[1]==null?Ol:{mode:1,hard:m[1],soft:m[1]}},y=!1),!y&&Ds(m))){let b=m;m=(x,S,C)=>S==null?an:Ps(S,C,b)}a.range=ie(m||(p?$d:l==D?a.distr==3?Td:a.distr==4?Ed:ja:a.distr==3?qa:a.distr==4?Ya:kd)),a.auto=ie(y?!1:a.auto),a.clamp=ie(a.clamp||hd),a._min=a._max=null,a.valToPct=te(a)}}}j("x"),j("y"),s==1&&$.forEach(l=>{j(l.scale)}),V.forEach(l=>{j(l.scale)});for(let l in n.scales)j(l);let E=T[D],Z=E.distr,I,G;E.ori==0?(ut(u,Oh),I=r,G=o):(ut(u,Hh),I=o,G=r);let F={};for(let l in T){let a=T[l];(a.min!=null||a.max!=null)&&(F[l]={min:a.min,max:a.max},a.min=a.max=null)}let ne=n.tzDate||(l=>new Date(De(l/R))),N=n.fmtDate||io,tt=R==1?Ou(ne):Nu(ne),ve=ql(ne,jl(R==1?Iu:Bu,N)),se=Zl(ne,Yl(Vu,N)),ue=[],X=i.legend=Ce({},Gu,n.legend),O=i.cursor=Ce({},Ju,{drag:{y:s==2}},n.cursor),Ae=X.show,Ye=O.show,we=X.markers;X.idxs=ue,we.width=ie(we.width),we.dash=ie(we.dash),we.stroke=ie(we.stroke),we.fill=ie(we.fill);let ce,Tt,ot,ke=[],Ot=[],qt,ft=!1,ii={};if(X.live){let l=$[1]?$[1].values:null;ft=l!=null,qt=ft?l(i,1,0):{_:0};for(let a in qt)ii[a]=Zr}if(Ae)if(ce=zt("table",qh,u),ot=zt("tbody",null,ce),X.mount(i,ce),ft){Tt=zt("thead",null,ce,ot);let l=zt("tr",null,Tt);zt("th",null,l);for(var Ii in qt)zt("th",$l,l).textContent=Ii}else ut(ce,Zh),X.live&&ut(ce,Yh);let Oi={show:!0},xn={show:!1};function is(l,a){if(a==0&&(ft||!X.live||s==2))return an;let d=[],p=zt("tr",Jh,ot,ot.childNodes[a]);ut(p,l.class),l.show||ut(p,Mi);let m=zt("th",null,p);if(we.show){let x=wt(Qh,m);if(a>0){let S=we.width(i,a);S&&(x.style.border=S+"px "+we.dash(i,a)+" "+we.stroke(i,a)),x.style.background=we.fill(i,a)}}let y=wt($l,m);l.label instanceof HTMLElement?y.appendChild(l.label):y.textContent=l.label,a>0&&(we.show||(y.style.color=l.width>0?we.stroke(i,a):we.fill(i,a)),Ze("click",m,x=>{if(O._lock)return;bi(x);let S=$.indexOf(l);if((x.ctrlKey||x.metaKey)!=X.isolate){let C=$.some((A,z)=>z>0&&z!=S&&A.show);$.forEach((A,z)=>{z>0&&Nt(z,C?z==S?Oi:xn:Oi,!0,Pe.setSeries)})}else Nt(S,{show:!l.show},!0,Pe.setSeries)},!1),Fi&&Ze(Pl,m,x=>{O._lock||(bi(x),Nt($.indexOf(l),Xi,!0,Pe.setSeries))},!1));for(var b in qt){let x=zt("td",Xh,p);x.textContent="--",d.push(x)}return[p,d]}let fi=new Map;function Ze(l,a,d,p=!0){let m=fi.get(a)||{},y=O.bind[l](i,a,d,p);y&&(zi(l,a,m[l]=y),fi.set(a,m))}function Hi(l,a,d){let p=fi.get(a)||{};for(let m in p)(l==null||m==l)&&(Vr(m,a,p[m]),delete p[m]);l==null&&fi.delete(a)}let Yt=0,mi=0,Y=0,M=0,me=0,Me=0,Bi=me,gi=Me,Ht=Y,_i=M,lt=0,mt=0,it=0,Et=0;i.bbox={};let Xs=!1,ns=!1,Ni=!1,yi=!1,ss=!1,gt=!1;function er(l,a,d){(d||l!=i.width||a!=i.height)&&Po(l,a),Ki(!1),Ni=!0,ns=!0,ji()}function Po(l,a){i.width=Yt=Y=l,i.height=mi=M=a,me=Me=0,jc(),qc();let d=i.bbox;lt=d.left=Ci(me*ae,.5),mt=d.top=Ci(Me*ae,.5),it=d.width=Ci(Y*ae,.5),Et=d.height=Ci(M*ae,.5)}let Wc=3;function Gc(){let l=!1,a=0;for(;!l;){a++;let d=nh(a),p=sh(a);l=a==Wc||d&&p,l||(Po(i.width,i.height),ns=!0)}}function Kc({width:l,height:a}){er(l,a)}i.setSize=Kc;function jc(){let l=!1,a=!1,d=!1,p=!1;V.forEach((m,y)=>{if(m.show&&m._show){let{side:b,_size:x}=m,S=b%2,C=m.label!=null?m.labelSize:0,A=x+C;A>0&&(S?(Y-=A,b==3?(me+=A,p=!0):d=!0):(M-=A,b==0?(Me+=A,l=!0):a=!0))}}),vi[0]=l,vi[1]=d,vi[2]=a,vi[3]=p,Y-=ni[1]+ni[3],me+=ni[3],M-=ni[2]+ni[0],Me+=ni[0]}function qc(){let l=me+Y,a=Me+M,d=me,p=Me;function m(y,b){switch(y){case 1:return l+=b,l-b;case 2:return a+=b,a-b;case 3:return d-=b,d+b;case 0:return p-=b,p+b}}V.forEach((y,b)=>{if(y.show&&y._show){let x=y.side;y._pos=m(x,y._size),y.label!=null&&(y._lpos=m(x,y.labelSize))}})}if(O.dataIdx==null){let l=O.hover,a=l.skip=new Set(l.skip??[]);a.add(void 0);let d=l.prox=ie(l.prox),p=l.bias??=0;O.dataIdx=(m,y,b,x)=>{if(y==0)return b;let S=b,C=d(m,y,b,x)??pe,A=C>=0&&C<pe,z=E.ori==0?Y:M,K=O.left,le=t[0],re=t[y];if(a.has(re[b])){S=null;let ee=null,W=null,H;if(p==0||p==-1)for(H=b;ee==null&&H-- >0;)a.has(re[H])||(ee=H);if(p==0||p==1)for(H=b;W==null&&H++<re.length;)a.has(re[H])||(W=H);if(ee!=null||W!=null)if(A){let ye=ee==null?-1/0:I(le[ee],E,z,0),Te=W==null?1/0:I(le[W],E,z,0),Ne=K-ye,de=Te-K;Ne<=de?Ne<=C&&(S=ee):de<=C&&(S=W)}else S=W==null?ee:ee==null?W:b-ee<=W-b?ee:W}else A&&Re(K-I(le[b],E,z,0))>C&&(S=null);return S}}let bi=l=>{O.event=l};O.idxs=ue,O._lock=!1;let Ke=O.points;Ke.show=ie(Ke.show),Ke.size=ie(Ke.size),Ke.stroke=ie(Ke.stroke),Ke.width=ie(Ke.width),Ke.fill=ie(Ke.fill);let Bt=i.focus=Ce({},n.focus||{alpha:.3},O.focus),Fi=Bt.prox>=0,Vi=Fi&&Ke.one,_t=[],Ui=[],Wi=[];function Co(l,a){let d=Ke.show(i,a);if(d instanceof HTMLElement)return ut(d,jh),ut(d,l.class),Wt(d,-10,-10,Y,M),w.insertBefore(d,_t[a]),d}function Ao(l,a){if(s==1||a>0){let d=s==1&&T[l.scale].time,p=l.value;l.value=d?Ul(p)?Zl(ne,Yl(p,N)):p||se:p||ld,l.label=l.label||(d?Xu:Qu)}if(Vi||a>0){l.width=l.width==null?1:l.width,l.paths=l.paths||wd||uu,l.fillTo=ie(l.fillTo||dd),l.pxAlign=+oe(l.pxAlign,P),l.pxRound=ra(l.pxAlign),l.stroke=ie(l.stroke||null),l.fill=ie(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let d=ad(et(1,l.width),1),p=l.points=Ce({},{size:d,width:et(1,d*.2),stroke:l.stroke,space:d*2,paths:xd,_stroke:null,_fill:null},l.points);p.show=ie(p.show),p.filter=ie(p.filter),p.fill=ie(p.fill),p.stroke=ie(p.stroke),p.paths=ie(p.paths),p.pxAlign=l.pxAlign}if(Ae){let d=is(l,a);ke.splice(a,0,d[0]),Ot.splice(a,0,d[1]),X.values.push(null)}if(Ye){ue.splice(a,0,null);let d=null;Vi?a==0&&(d=Co(l,a)):a>0&&(d=Co(l,a)),_t.splice(a,0,d),Ui.splice(a,0,0),Wi.splice(a,0,0)}Be("addSeries",a)}function Yc(l,a){a=a??$.length,l=s==1?qr(l,a,Ql,na):qr(l,a,{},ia),$.splice(a,0,l),Ao($[a],a)}i.addSeries=Yc;function Zc(l){if($.splice(l,1),Ae){X.values.splice(l,1),Ot.splice(l,1);let a=ke.splice(l,1)[0];Hi(null,a.firstChild),a.remove()}Ye&&(ue.splice(l,1),_t.splice(l,1)[0].remove(),Ui.splice(l,1),Wi.splice(l,1)),Be("delSeries",l)}i.delSeries=Zc;let vi=[!1,!1,!1,!1];function Jc(l,a){if(l._show=l.show,l.show){let d=l.side%2,p=T[l.scale];p==null&&(l.scale=d?$[1].scale:D,p=T[l.scale]);let m=p.time;l.size=ie(l.size),l.space=ie(l.space),l.rotate=ie(l.rotate),ci(l.incrs)&&l.incrs.forEach(b=>{!hi.has(b)&&hi.set(b,ya(b))}),l.incrs=ie(l.incrs||(p.distr==2?Du:m?R==1?Lu:Hu:Ai)),l.splits=ie(l.splits||(m&&p.distr==1?tt:p.distr==3?Wr:p.distr==4?id:td)),l.stroke=ie(l.stroke),l.grid.stroke=ie(l.grid.stroke),l.ticks.stroke=ie(l.ticks.stroke),l.border.stroke=ie(l.border.stroke);let y=l.values;l.values=ci(y)&&!ci(y[0])?ie(y):m?ci(y)?ql(ne,jl(y,N)):Ul(y)?Fu(ne,y):y||ve:y||ed,l.filter=ie(l.filter||(p.distr>=3&&p.log==10?rd:p.distr==3&&p.log==2?od:ga)),l.font=ca(l.font),l.labelFont=ca(l.labelFont),l._size=l.size(i,null,a,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(vi[a]=!0,l._el=wt(Uh,_))}}function Sn(l,a,d,p){let[m,y,b,x]=d,S=a%2,C=0;return S==0&&(x||y)&&(C=a==0&&!m||a==2&&!b?De(Jl.size/3):0),S==1&&(m||b)&&(C=a==1&&!y||a==3&&!x?De(ea.size/2):0),C}let Mo=i.padding=(n.padding||[Sn,Sn,Sn,Sn]).map(l=>ie(oe(l,Sn))),ni=i._padding=Mo.map((l,a)=>l(i,a,vi,0)),Ve,Le=null,Ie=null,rs=s==1?$[0].idxs:null,Pt=null,$n=!1;function zo(l,a){if(t=l??[],i.data=i._data=t,s==2){Ve=0;for(let d=1;d<$.length;d++)Ve+=t[d][0].length}else{t.length==0&&(i.data=i._data=t=[[]]),Pt=t[0],Ve=Pt.length;let d=t;if(Z==2){d=t.slice();let p=d[0]=Array(Ve);for(let m=0;m<Ve;m++)p[m]=m}i._data=t=d}if(Ki(!0),Be("setData"),Z==2&&(Ni=!0),a!==!1){let d=E;d.auto(i,$n)?tr():ri(D,d.min,d.max),yi=yi||O.left>=0,gt=!0,ji()}}i.setData=zo;function tr(){$n=!0;let l,a;s==1&&(Ve>0?(Le=rs[0]=0,Ie=rs[1]=Ve-1,l=t[0][Le],a=t[0][Ie],Z==2?(l=Le,a=Ie):l==a&&(Z==3?[l,a]=Ms(l,l,E.log,!1):Z==4?[l,a]=Qr(l,l,E.log,!1):E.time?a=l+De(86400/R):[l,a]=Ps(l,a,Xr,!0))):(Le=rs[0]=l=null,Ie=rs[1]=a=null)),ri(D,l,a)}let os,Gi,ir,nr,sr,rr,or,lr,ar,nt;function Do(l,a,d,p,m,y){l??=Tl,d??=to,p??="butt",m??=Tl,y??="round",l!=os&&(f.strokeStyle=os=l),m!=Gi&&(f.fillStyle=Gi=m),a!=ir&&(f.lineWidth=ir=a),y!=sr&&(f.lineJoin=sr=y),p!=rr&&(f.lineCap=rr=p),d!=nr&&f.setLineDash(nr=d)}function Ro(l,a,d,p){a!=Gi&&(f.fillStyle=Gi=a),l!=or&&(f.font=or=l),d!=lr&&(f.textAlign=lr=d),p!=ar&&(f.textBaseline=ar=p)}function cr(l,a,d,p,m=0){if(p.length>0&&l.auto(i,$n)&&(a==null||a.min==null)){let y=oe(Le,0),b=oe(Ie,p.length-1),x=d.min==null?ru(p,y,b,m,l.distr==3):[d.min,d.max];l.min=Rt(l.min,d.min=x[0]),l.max=et(l.max,d.max=x[1])}}let Lo={min:null,max:null};function Qc(){for(let p in T){let m=T[p];F[p]==null&&(m.min==null||F[D]!=null&&m.auto(i,$n))&&(F[p]=Lo)}for(let p in T){let m=T[p];F[p]==null&&m.from!=null&&F[m.from]!=null&&(F[p]=Lo)}F[D]!=null&&Ki(!0);let l={};for(let p in F){let m=F[p];if(m!=null){let y=l[p]=cn(T[p],fu);if(m.min!=null)Ce(y,m);else if(p!=D||s==2)if(Ve==0&&y.from==null){let b=y.range(i,null,null,p);y.min=b[0],y.max=b[1]}else y.min=pe,y.max=-pe}}if(Ve>0){$.forEach((p,m)=>{if(s==1){let y=p.scale,b=F[y];if(b==null)return;let x=l[y];if(m==0){let S=x.range(i,x.min,x.max,y);x.min=S[0],x.max=S[1],Le=Dt(x.min,t[0]),Ie=Dt(x.max,t[0]),Ie-Le>1&&(t[0][Le]<x.min&&Le++,t[0][Ie]>x.max&&Ie--),p.min=Pt[Le],p.max=Pt[Ie]}else p.show&&p.auto&&cr(x,b,p,t[m],p.sorted);p.idxs[0]=Le,p.idxs[1]=Ie}else if(m>0&&p.show&&p.auto){let[y,b]=p.facets,x=y.scale,S=b.scale,[C,A]=t[m],z=l[x],K=l[S];z!=null&&cr(z,F[x],y,C,y.sorted),K!=null&&cr(K,F[S],b,A,b.sorted),p.min=b.min,p.max=b.max}});for(let p in l){let m=l[p],y=F[p];if(m.from==null&&(y==null||y.min==null)){let b=m.range(i,m.min==pe?null:m.min,m.max==-pe?null:m.max,p);m.min=b[0],m.max=b[1]}}}for(let p in l){let m=l[p];if(m.from!=null){let y=l[m.from];if(y.min==null)m.min=m.max=null;else{let b=m.range(i,y.min,y.max,p);m.min=b[0],m.max=b[1]}}}let a={},d=!1;for(let p in l){let m=l[p],y=T[p];if(y.min!=m.min||y.max!=m.max){y.min=m.min,y.max=m.max;let b=y.distr;y._min=b==3?Xt(y.min):b==4?Lr(y.min,y.asinh):b==100?y.fwd(y.min):y.min,y._max=b==3?Xt(y.max):b==4?Lr(y.max,y.asinh):b==100?y.fwd(y.max):y.max,a[p]=d=!0}}if(d){$.forEach((p,m)=>{s==2?m>0&&a.y&&(p._paths=null):a[p.scale]&&(p._paths=null)});for(let p in a)Ni=!0,Be("setScale",p);Ye&&O.left>=0&&(yi=gt=!0)}for(let p in F)F[p]=null}function Xc(l){let a=Ur(Le-1,0,Ve-1),d=Ur(Ie+1,0,Ve-1);for(;l[a]==null&&a>0;)a--;for(;l[d]==null&&d<Ve-1;)d++;return[a,d]}function eh(){if(Ve>0){let l=$.some(a=>a._focus)&&nt!=Bt.alpha;l&&(f.globalAlpha=nt=Bt.alpha),$.forEach((a,d)=>{if(d>0&&a.show&&(Io(d,!1),Io(d,!0),a._paths==null)){let p=nt;nt!=a.alpha&&(f.globalAlpha=nt=a.alpha);let m=s==2?[0,t[d][0].length-1]:Xc(t[d]);a._paths=a.paths(i,d,m[0],m[1]),nt!=p&&(f.globalAlpha=nt=p)}}),$.forEach((a,d)=>{if(d>0&&a.show){let p=nt;nt!=a.alpha&&(f.globalAlpha=nt=a.alpha),a._paths!=null&&Oo(d,!1);{let m=a._paths!=null?a._paths.gaps:null,y=a.points.show(i,d,Le,Ie,m),b=a.points.filter(i,d,y,m);(y||b)&&(a.points._paths=a.points.paths(i,d,Le,Ie,b),Oo(d,!0))}nt!=p&&(f.globalAlpha=nt=p),Be("drawSeries",d)}}),l&&(f.globalAlpha=nt=1)}}function Io(l,a){let d=a?$[l].points:$[l];d._stroke=d.stroke(i,l),d._fill=d.fill(i,l)}function Oo(l,a){let d=a?$[l].points:$[l],{stroke:p,fill:m,clip:y,flags:b,_stroke:x=d._stroke,_fill:S=d._fill,_width:C=d.width}=d._paths;C=fe(C*ae,3);let A=null,z=C%2/2;a&&S==null&&(S=C>0?"#fff":x);let K=d.pxAlign==1&&z>0;if(K&&f.translate(z,z),!a){let le=lt-C/2,re=mt-C/2,ee=it+C,W=Et+C;A=new Path2D,A.rect(le,re,ee,W)}a?hr(x,C,d.dash,d.cap,S,p,m,b,y):th(l,x,C,d.dash,d.cap,S,p,m,b,A,y),K&&f.translate(-z,-z)}function th(l,a,d,p,m,y,b,x,S,C,A){let z=!1;S!=0&&J.forEach((K,le)=>{if(K.series[0]==l){let re=$[K.series[1]],ee=t[K.series[1]],W=(re._paths||Vn).band;ci(W)&&(W=K.dir==1?W[0]:W[1]);let H,ye=null;re.show&&W&&lu(ee,Le,Ie)?(ye=K.fill(i,le)||y,H=re._paths.clip):W=null,hr(a,d,p,m,ye,b,x,S,C,A,H,W),z=!0}}),z||hr(a,d,p,m,y,b,x,S,C,A)}let Ho=hn|Kr;function hr(l,a,d,p,m,y,b,x,S,C,A,z){Do(l,a,d,p,m),(S||C||z)&&(f.save(),S&&f.clip(S),C&&f.clip(C)),z?(x&Ho)==Ho?(f.clip(z),A&&f.clip(A),as(m,b),ls(l,y,a)):x&Kr?(as(m,b),f.clip(z),ls(l,y,a)):x&hn&&(f.save(),f.clip(z),A&&f.clip(A),as(m,b),f.restore(),ls(l,y,a)):(as(m,b),ls(l,y,a)),(S||C||z)&&f.restore()}function ls(l,a,d){d>0&&(a instanceof Map?a.forEach((p,m)=>{f.strokeStyle=os=m,f.stroke(p)}):a!=null&&l&&f.stroke(a))}function as(l,a){a instanceof Map?a.forEach((d,p)=>{f.fillStyle=Gi=p,f.fill(d)}):a!=null&&l&&f.fill(a)}function ih(l,a,d,p){let m=V[l],y;if(p<=0)y=[0,0];else{let b=m._space=m.space(i,l,a,d,p),x=m._incrs=m.incrs(i,l,a,d,p,b);y=Pd(a,d,x,p,b)}return m._found=y}function ur(l,a,d,p,m,y,b,x,S,C){let A=b%2/2;P==1&&f.translate(A,A),Do(x,b,S,C,x),f.beginPath();let z,K,le,re,ee=m+(p==0||p==3?-y:y);d==0?(K=m,re=ee):(z=m,le=ee);for(let W=0;W<l.length;W++)a[W]!=null&&(d==0?z=le=l[W]:K=re=l[W],f.moveTo(z,K),f.lineTo(le,re));f.stroke(),P==1&&f.translate(-A,-A)}function nh(l){let a=!0;return V.forEach((d,p)=>{if(!d.show)return;let m=T[d.scale];if(m.min==null){d._show&&(a=!1,d._show=!1,Ki(!1));return}else d._show||(a=!1,d._show=!0,Ki(!1));let y=d.side,b=y%2,{min:x,max:S}=m,[C,A]=ih(p,x,S,b==0?Y:M);if(A==0)return;let z=m.distr==2,K=d._splits=d.splits(i,p,x,S,C,A,z),le=m.distr==2?K.map(H=>Pt[H]):K,re=m.distr==2?Pt[K[1]]-Pt[K[0]]:C,ee=d._values=d.values(i,d.filter(i,le,p,A,re),p,A,re);d._rotate=y==2?d.rotate(i,ee,p,A):0;let W=d._size;d._size=xt(d.size(i,ee,p,l)),W!=null&&d._size!=W&&(a=!1)}),a}function sh(l){let a=!0;return Mo.forEach((d,p)=>{let m=d(i,p,vi,l);m!=ni[p]&&(a=!1),ni[p]=m}),a}function rh(){for(let l=0;l<V.length;l++){let a=V[l];if(!a.show||!a._show)continue;let d=a.side,p=d%2,m,y,b=a.stroke(i,l),x=d==0||d==3?-1:1,[S,C]=a._found;if(a.label!=null){let Qe=a.labelGap*x,ht=De((a._lpos+Qe)*ae);Ro(a.labelFont[0],b,"center",d==2?"top":kl),f.save(),p==1?(m=y=0,f.translate(ht,De(mt+Et/2)),f.rotate((d==3?-Ts:Ts)/2)):(m=De(lt+it/2),y=ht);let Si=fa(a.label)?a.label(i,l,S,C):a.label;f.fillText(Si,m,y),f.restore()}if(C==0)continue;let A=T[a.scale],z=p==0?it:Et,K=p==0?lt:mt,le=a._splits,re=A.distr==2?le.map(Qe=>Pt[Qe]):le,ee=A.distr==2?Pt[le[1]]-Pt[le[0]]:S,W=a.ticks,H=a.border,ye=W.show?W.size:0,Te=De(ye*ae),Ne=De((a.alignTo==2?a._size-ye-a.gap:a.gap)*ae),de=a._rotate*-Ts/180,Ee=L(a._pos*ae),at=(Te+Ne)*x,Je=Ee+at;y=p==0?Je:0,m=p==1?Je:0;let yt=a.font[0],Ct=a.align==1?sn:a.align==2?zr:de>0?sn:de<0?zr:p==0?"center":d==3?zr:sn,Vt=de||p==1?"middle":d==2?"top":kl;Ro(yt,b,Ct,Vt);let ct=a.font[1]*a.lineGap,bt=le.map(Qe=>L(c(Qe,A,z,K))),At=a._values;for(let Qe=0;Qe<At.length;Qe++){let ht=At[Qe];if(ht!=null){p==0?m=bt[Qe]:y=bt[Qe],ht=""+ht;let Si=ht.indexOf(`
`)==-1?[ht]:ht.split(/\n/gm);for(let Xe=0;Xe<Si.length;Xe++){let nl=Si[Xe];de?(f.save(),f.translate(m,y+Xe*ct),f.rotate(de),f.fillText(nl,0,0),f.restore()):f.fillText(nl,m,y+Xe*ct)}}}W.show&&ur(bt,W.filter(i,re,l,C,ee),p,d,Ee,Te,fe(W.width*ae,3),W.stroke(i,l),W.dash,W.cap);let Ut=a.grid;Ut.show&&ur(bt,Ut.filter(i,re,l,C,ee),p,p==0?2:1,p==0?mt:lt,p==0?Et:it,fe(Ut.width*ae,3),Ut.stroke(i,l),Ut.dash,Ut.cap),H.show&&ur([Ee],[1],p==0?1:0,p==0?1:2,p==1?mt:lt,p==1?Et:it,fe(H.width*ae,3),H.stroke(i,l),H.dash,H.cap)}Be("drawAxes")}function Ki(l){$.forEach((a,d)=>{d>0&&(a._paths=null,l&&(s==1?(a.min=null,a.max=null):a.facets.forEach(p=>{p.min=null,p.max=null})))})}let cs=!1,dr=!1,kn=[];function oh(){dr=!1;for(let l=0;l<kn.length;l++)Be(...kn[l]);kn.length=0}function ji(){cs||(wu(Bo),cs=!0)}function lh(l,a=!1){cs=!0,dr=a,l(i),Bo(),a&&kn.length>0&&queueMicrotask(oh)}i.batch=lh;function Bo(){if(Xs&&(Qc(),Xs=!1),Ni&&(Gc(),Ni=!1),ns){if(be(v,sn,me),be(v,"top",Me),be(v,Hn,Y),be(v,Bn,M),be(w,sn,me),be(w,"top",Me),be(w,Hn,Y),be(w,Bn,M),be(_,Hn,Yt),be(_,Bn,mi),g.width=De(Yt*ae),g.height=De(mi*ae),V.forEach(({_el:l,_show:a,_size:d,_pos:p,side:m})=>{if(l!=null)if(a){let y=m===3||m===0?d:0,b=m%2==1;be(l,b?"left":"top",p-y),be(l,b?"width":"height",d),be(l,b?"top":"left",b?Me:me),be(l,b?"height":"width",b?M:Y),Fr(l,Mi)}else ut(l,Mi)}),os=Gi=ir=sr=rr=or=lr=ar=nr=null,nt=1,Pn(!0),me!=Bi||Me!=gi||Y!=Ht||M!=_i){Ki(!1);let l=Y/Ht,a=M/_i;if(Ye&&!yi&&O.left>=0){O.left*=l,O.top*=a,qi&&Wt(qi,De(O.left),0,Y,M),Yi&&Wt(Yi,0,De(O.top),Y,M);for(let d=0;d<_t.length;d++){let p=_t[d];p!=null&&(Ui[d]*=l,Wi[d]*=a,Wt(p,xt(Ui[d]),xt(Wi[d]),Y,M))}}if(_e.show&&!ss&&_e.left>=0&&_e.width>0){_e.left*=l,_e.width*=l,_e.top*=a,_e.height*=a;for(let d in yr)be(Qi,d,_e[d])}Bi=me,gi=Me,Ht=Y,_i=M}Be("setSize"),ns=!1}Yt>0&&mi>0&&(f.clearRect(0,0,g.width,g.height),Be("drawClear"),q.forEach(l=>l()),Be("draw")),_e.show&&ss&&(hs(_e),ss=!1),Ye&&yi&&(xi(null,!0,!1),yi=!1),X.show&&X.live&&gt&&(gr(),gt=!1),h||(h=!0,i.status=1,Be("ready")),$n=!1,cs=!1}i.redraw=(l,a)=>{Ni=a||!1,l!==!1?ri(D,E.min,E.max):ji()};function pr(l,a){let d=T[l];if(d.from==null){if(Ve==0){let p=d.range(i,a.min,a.max,l);a.min=p[0],a.max=p[1]}if(a.min>a.max){let p=a.min;a.min=a.max,a.max=p}if(Ve>1&&a.min!=null&&a.max!=null&&a.max-a.min<1e-16)return;l==D&&d.distr==2&&Ve>0&&(a.min=Dt(a.min,t[0]),a.max=Dt(a.max,t[0]),a.min==a.max&&a.max++),F[l]=a,Xs=!0,ji()}}i.setScale=pr;let fr,mr,qi,Yi,No,Fo,Zi,Ji,Vo,Uo,ge,xe,si=!1,Ue=O.drag,Oe=Ue.x,He=Ue.y;Ye&&(O.x&&(fr=wt(Gh,w)),O.y&&(mr=wt(Kh,w)),E.ori==0?(qi=fr,Yi=mr):(qi=mr,Yi=fr),ge=O.left,xe=O.top);let _e=i.select=Ce({show:!0,over:!0,left:0,width:0,top:0,height:0},n.select),Qi=_e.show?wt(Wh,_e.over?w:v):null;function hs(l,a){if(_e.show){for(let d in l)_e[d]=l[d],d in yr&&be(Qi,d,l[d]);a!==!1&&Be("setSelect")}}i.setSelect=hs;function ah(l){if($[l].show)Ae&&Fr(ke[l],Mi);else if(Ae&&ut(ke[l],Mi),Ye){let d=Vi?_t[0]:_t[l];d!=null&&Wt(d,-10,-10,Y,M)}}function ri(l,a,d){pr(l,{min:a,max:d})}function Nt(l,a,d,p){a.focus!=null&&ph(l),a.show!=null&&$.forEach((m,y)=>{y>0&&(l==y||l==null)&&(m.show=a.show,ah(y),s==2?(ri(m.facets[0].scale,null,null),ri(m.facets[1].scale,null,null)):ri(m.scale,null,null),ji())}),d!==!1&&Be("setSeries",l,a),p&&Cn("setSeries",i,l,a)}i.setSeries=Nt;function ch(l,a){Ce(J[l],a)}function hh(l,a){l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1),a=a??J.length,J.splice(a,0,l)}function uh(l){l==null?J.length=0:J.splice(l,1)}i.addBand=hh,i.setBand=ch,i.delBand=uh;function dh(l,a){$[l].alpha=a,Ye&&_t[l]!=null&&(_t[l].style.opacity=a),Ae&&ke[l]&&(ke[l].style.opacity=a)}let Zt,oi,wi,Xi={focus:!0};function ph(l){if(l!=wi){let a=l==null,d=Bt.alpha!=1;$.forEach((p,m)=>{if(s==1||m>0){let y=a||m==0||m==l;p._focus=a?null:y,d&&dh(m,y?1:Bt.alpha)}}),wi=l,d&&ji()}}Ae&&Fi&&Ze(Cl,ce,l=>{O._lock||(bi(l),wi!=null&&Nt(null,Xi,!0,Pe.setSeries))});function Ft(l,a,d){let p=T[a];d&&(l=l/ae-(p.ori==1?Me:me));let m=Y;p.ori==1&&(m=M,l=m-l),p.dir==-1&&(l=m-l);let y=p._min,b=p._max,x=l/m,S=y+(b-y)*x,C=p.distr;return C==3?ln(10,S):C==4?cu(S,p.asinh):C==100?p.bwd(S):S}function fh(l,a){let d=Ft(l,D,a);return Dt(d,t[0],Le,Ie)}i.valToIdx=l=>Dt(l,t[0]),i.posToIdx=fh,i.posToVal=Ft,i.valToPos=(l,a,d)=>T[a].ori==0?r(l,T[a],d?it:Y,d?lt:0):o(l,T[a],d?Et:M,d?mt:0),i.setCursor=(l,a,d)=>{ge=l.left,xe=l.top,xi(null,a,d)};function Wo(l,a){be(Qi,sn,_e.left=l),be(Qi,Hn,_e.width=a)}function Go(l,a){be(Qi,"top",_e.top=l),be(Qi,Bn,_e.height=a)}let Tn=E.ori==0?Wo:Go,En=E.ori==1?Wo:Go;function mh(){if(Ae&&X.live)for(let l=s==2?1:0;l<$.length;l++){if(l==0&&ft)continue;let a=X.values[l],d=0;for(let p in a)Ot[l][d++].firstChild.nodeValue=a[p]}}function gr(l,a){if(l!=null&&(l.idxs?l.idxs.forEach((d,p)=>{ue[p]=d}):pu(l.idx)||ue.fill(l.idx),X.idx=ue[0]),Ae&&X.live){for(let d=0;d<$.length;d++)(d>0||s==1&&!ft)&&gh(d,ue[d]);mh()}gt=!1,a!==!1&&Be("setLegend")}i.setLegend=gr;function gh(l,a){let d=$[l],p=l==0&&Z==2?Pt:t[l],m;ft?m=d.values(i,l,a)??ii:(m=d.value(i,a==null?null:p[a],l,a),m=m==null?ii:{_:m}),X.values[l]=m}function xi(l,a,d){Vo=ge,Uo=xe,[ge,xe]=O.move(i,ge,xe),O.left=ge,O.top=xe,Ye&&(qi&&Wt(qi,De(ge),0,Y,M),Yi&&Wt(Yi,0,De(xe),Y,M));let p,m=Le>Ie;Zt=pe,oi=null;let y=E.ori==0?Y:M,b=E.ori==1?Y:M;if(ge<0||Ve==0||m){p=O.idx=null;for(let x=0;x<$.length;x++){let S=_t[x];S!=null&&Wt(S,-10,-10,Y,M)}Fi&&Nt(null,Xi,!0,l==null&&Pe.setSeries),X.live&&(ue.fill(p),gt=!0)}else{let x,S,C;s==1&&(x=E.ori==0?ge:xe,S=Ft(x,D),p=O.idx=Dt(S,t[0],Le,Ie),C=I(t[0][p],E,y,0));let A=-10,z=-10,K=0,le=0,re=!0,ee="",W="";for(let H=s==2?1:0;H<$.length;H++){let ye=$[H],Te=ue[H],Ne=Te==null?null:s==1?t[H][Te]:t[H][1][Te],de=O.dataIdx(i,H,p,S),Ee=de==null?null:s==1?t[H][de]:t[H][1][de];if(gt=gt||Ee!=Ne||de!=Te,ue[H]=de,H>0&&ye.show){let at=de==null?-10:de==p?C:I(s==1?t[0][de]:t[H][0][de],E,y,0),Je=Ee==null?-10:G(Ee,s==1?T[ye.scale]:T[ye.facets[1].scale],b,0);if(Fi&&Ee!=null){let yt=E.ori==1?ge:xe,Ct=Re(Bt.dist(i,H,de,Je,yt));if(Ct<Zt){let Vt=Bt.bias;if(Vt!=0){let ct=Ft(yt,ye.scale),bt=Ee>=0?1:-1,At=ct>=0?1:-1;At==bt&&(At==1?Vt==1?Ee>=ct:Ee<=ct:Vt==1?Ee<=ct:Ee>=ct)&&(Zt=Ct,oi=H)}else Zt=Ct,oi=H}}if(gt||Vi){let yt,Ct;E.ori==0?(yt=at,Ct=Je):(yt=Je,Ct=at);let Vt,ct,bt,At,Ut,Qe,ht=!0,Si=Ke.bbox;if(Si!=null){ht=!1;let Xe=Si(i,H);bt=Xe.left,At=Xe.top,Vt=Xe.width,ct=Xe.height}else bt=yt,At=Ct,Vt=ct=Ke.size(i,H);if(Qe=Ke.fill(i,H),Ut=Ke.stroke(i,H),Vi)H==oi&&Zt<=Bt.prox&&(A=bt,z=At,K=Vt,le=ct,re=ht,ee=Qe,W=Ut);else{let Xe=_t[H];Xe!=null&&(Ui[H]=bt,Wi[H]=At,Il(Xe,Vt,ct,ht),Rl(Xe,Qe,Ut),Wt(Xe,xt(bt),xt(At),Y,M))}}}}if(Vi){let H=Bt.prox,ye=wi==null?Zt<=H:Zt>H||oi!=wi;if(gt||ye){let Te=_t[0];Te!=null&&(Ui[0]=A,Wi[0]=z,Il(Te,K,le,re),Rl(Te,ee,W),Wt(Te,xt(A),xt(z),Y,M))}}}if(_e.show&&si)if(l!=null){let[x,S]=Pe.scales,[C,A]=Pe.match,[z,K]=l.cursor.sync.scales,le=l.cursor.drag;if(Oe=le._x,He=le._y,Oe||He){let{left:re,top:ee,width:W,height:H}=l.select,ye=l.scales[z].ori,Te=l.posToVal,Ne,de,Ee,at,Je,yt=x!=null&&C(x,z),Ct=S!=null&&A(S,K);yt&&Oe?(ye==0?(Ne=re,de=W):(Ne=ee,de=H),Ee=T[x],at=I(Te(Ne,z),Ee,y,0),Je=I(Te(Ne+de,z),Ee,y,0),Tn(Rt(at,Je),Re(Je-at))):Tn(0,y),Ct&&He?(ye==1?(Ne=re,de=W):(Ne=ee,de=H),Ee=T[S],at=G(Te(Ne,K),Ee,b,0),Je=G(Te(Ne+de,K),Ee,b,0),En(Rt(at,Je),Re(Je-at))):En(0,b)}else br()}else{let x=Re(Vo-No),S=Re(Uo-Fo);if(E.ori==1){let K=x;x=S,S=K}Oe=Ue.x&&x>=Ue.dist,He=Ue.y&&S>=Ue.dist;let C=Ue.uni;C!=null?Oe&&He&&(Oe=x>=C,He=S>=C,!Oe&&!He&&(S>x?He=!0:Oe=!0)):Ue.x&&Ue.y&&(Oe||He)&&(Oe=He=!0);let A,z;Oe&&(E.ori==0?(A=Zi,z=ge):(A=Ji,z=xe),Tn(Rt(A,z),Re(z-A)),He||En(0,b)),He&&(E.ori==1?(A=Zi,z=ge):(A=Ji,z=xe),En(Rt(A,z),Re(z-A)),Oe||Tn(0,y)),!Oe&&!He&&(Tn(0,0),En(0,0))}if(Ue._x=Oe,Ue._y=He,l==null){if(d){if(il!=null){let[x,S]=Pe.scales;Pe.values[0]=x!=null?Ft(E.ori==0?ge:xe,x):null,Pe.values[1]=S!=null?Ft(E.ori==1?ge:xe,S):null}Cn(Dr,i,ge,xe,Y,M,p)}if(Fi){let x=d&&Pe.setSeries,S=Bt.prox;wi==null?Zt<=S&&Nt(oi,Xi,!0,x):Zt>S?Nt(null,Xi,!0,x):oi!=wi&&Nt(oi,Xi,!0,x)}}gt&&(X.idx=p,gr()),a!==!1&&Be("setCursor")}let li=null;Object.defineProperty(i,"rect",{get(){return li==null&&Pn(!1),li}});function Pn(l=!1){l?li=null:(li=w.getBoundingClientRect(),Be("syncRect",li))}function Ko(l,a,d,p,m,y,b){O._lock||si&&l!=null&&l.movementX==0&&l.movementY==0||(_r(l,a,d,p,m,y,b,!1,l!=null),l!=null?xi(null,!0,!0):xi(a,!0,!1))}function _r(l,a,d,p,m,y,b,x,S){if(li==null&&Pn(!1),bi(l),l!=null)d=l.clientX-li.left,p=l.clientY-li.top;else{if(d<0||p<0){ge=-10,xe=-10;return}let[C,A]=Pe.scales,z=a.cursor.sync,[K,le]=z.values,[re,ee]=z.scales,[W,H]=Pe.match,ye=a.axes[0].side%2==1,Te=E.ori==0?Y:M,Ne=E.ori==1?Y:M,de=ye?y:m,Ee=ye?m:y,at=ye?p:d,Je=ye?d:p;if(re!=null?d=W(C,re)?c(K,T[C],Te,0):-10:d=Te*(at/de),ee!=null?p=H(A,ee)?c(le,T[A],Ne,0):-10:p=Ne*(Je/Ee),E.ori==1){let yt=d;d=p,p=yt}}S&&(a==null||a.cursor.event.type==Dr)&&((d<=1||d>=Y-1)&&(d=Ci(d,Y)),(p<=1||p>=M-1)&&(p=Ci(p,M))),x?(No=d,Fo=p,[Zi,Ji]=O.move(i,d,p)):(ge=d,xe=p)}let yr={width:0,height:0,left:0,top:0};function br(){hs(yr,!1)}let jo,qo,Yo,Zo;function Jo(l,a,d,p,m,y,b){si=!0,Oe=He=Ue._x=Ue._y=!1,_r(l,a,d,p,m,y,b,!0,!1),l!=null&&(Ze(Rr,Br,Qo,!1),Cn(El,i,Zi,Ji,Y,M,null));let{left:x,top:S,width:C,height:A}=_e;jo=x,qo=S,Yo=C,Zo=A}function Qo(l,a,d,p,m,y,b){si=Ue._x=Ue._y=!1,_r(l,a,d,p,m,y,b,!1,!0);let{left:x,top:S,width:C,height:A}=_e,z=C>0||A>0,K=jo!=x||qo!=S||Yo!=C||Zo!=A;if(z&&K&&hs(_e),Ue.setScale&&z&&K){let le=x,re=C,ee=S,W=A;if(E.ori==1&&(le=S,re=A,ee=x,W=C),Oe&&ri(D,Ft(le,D),Ft(le+re,D)),He)for(let H in T){let ye=T[H];H!=D&&ye.from==null&&ye.min!=pe&&ri(H,Ft(ee+W,H),Ft(ee,H))}br()}else O.lock&&(O._lock=!O._lock,xi(a,!0,l!=null));l!=null&&(Hi(Rr,Br),Cn(Rr,i,ge,xe,Y,M,null))}function _h(l,a,d,p,m,y,b){if(O._lock)return;bi(l);let x=si;if(si){let S=!0,C=!0,A=10,z,K;E.ori==0?(z=Oe,K=He):(z=He,K=Oe),z&&K&&(S=ge<=A||ge>=Y-A,C=xe<=A||xe>=M-A),z&&S&&(ge=ge<Zi?0:Y),K&&C&&(xe=xe<Ji?0:M),xi(null,!0,!0),si=!1}ge=-10,xe=-10,ue.fill(null),xi(null,!0,!0),x&&(si=x)}function Xo(l,a,d,p,m,y,b){O._lock||(bi(l),tr(),br(),l!=null&&Cn(Al,i,ge,xe,Y,M,null))}function el(){V.forEach(Cd),er(i.width,i.height,!0)}zi(Es,on,el);let en={};en.mousedown=Jo,en.mousemove=Ko,en.mouseup=Qo,en.dblclick=Xo,en.setSeries=(l,a,d,p)=>{let m=Pe.match[2];d=m(i,a,d),d!=-1&&Nt(d,p,!0,!1)},Ye&&(Ze(El,w,Jo),Ze(Dr,w,Ko),Ze(Pl,w,l=>{bi(l),Pn(!1)}),Ze(Cl,w,_h),Ze(Al,w,Xo),jr.add(i),i.syncRect=Pn);let us=i.hooks=n.hooks||{};function Be(l,a,d){dr?kn.push([l,a,d]):l in us&&us[l].forEach(p=>{p.call(null,i,a,d)})}(n.plugins||[]).forEach(l=>{for(let a in l.hooks)us[a]=(us[a]||[]).concat(l.hooks[a])});let tl=(l,a,d)=>d,Pe=Ce({key:null,setSeries:!1,filters:{pub:Fl,sub:Fl},scales:[D,$[1]?$[1].scale:null],match:[Vl,Vl,tl],values:[null,null]},O.sync);Pe.match.length==2&&Pe.match.push(tl),O.sync=Pe;let il=Pe.key,vr=Ha(il);function Cn(l,a,d,p,m,y,b){Pe.filters.pub(l,a,d,p,m,y,b)&&vr.pub(l,a,d,p,m,y,b)}vr.sub(i);function yh(l,a,d,p,m,y,b){Pe.filters.sub(l,a,d,p,m,y,b)&&en[l](null,a,d,p,m,y,b)}i.pub=yh;function bh(){vr.unsub(i),jr.delete(i),fi.clear(),Vr(Es,on,el),u.remove(),ce?.remove(),Be("destroy")}i.destroy=bh;function wr(){Be("init",n,t),zo(t||n.data,!1),F[D]?pr(D,F[D]):tr(),ss=_e.show&&(_e.width>0||_e.height>0),yi=gt=!0,er(n.width,n.height)}return $.forEach(Ao),V.forEach(Jc),e?e instanceof HTMLElement?(e.appendChild(u),wr()):e(i,wr):wr(),i}Ge.assign=Ce;Ge.fmtNum=eo;Ge.rangeNum=Ps;Ge.rangeLog=Ms;Ge.rangeAsinh=Qr;Ge.orient=Ri;Ge.pxRatio=ae;Ge.join=vu;Ge.fmtDate=io,Ge.tzDate=Mu;Ge.sync=Ha;{Ge.addGap=pd,Ge.clipGaps=Rs;let n=Ge.paths={points:Wa};n.linear=Ka,n.stepped=gd,n.bars=_d,n.spline=bd}var Za='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function Ja(n){return n.data[0]}function Qa(n,t){return n[t+1]??n[t]??0}var Xa=(n,t,e,i)=>{let s=n.series[t],r=n.data[t],o=Ja(n),c=v=>n.valToPos(v,"x",!0),h=v=>n.valToPos(v,s?.scale??"y",!0),u=new Path2D,g=new Path2D,f=h(0),_=!1;for(let v=e;v<=i&&v+1<o.length;v++){let w=r[v];if(w==null){_=!1;continue}let P=c(o[v]??0),L=c(Qa(o,v)),R=h(w);_?u.lineTo(P,R):u.moveTo(P,R),u.lineTo(L,R),g.rect(P,Math.min(R,f),L-P,Math.abs(f-R)),_=!0}return{stroke:u,fill:g}},ec=(n,t,e,i)=>{let s=n.series[t],r=n.data[t],o=Ja(n),c=new Path2D,h=n.valToPos(0,s?.scale??"y",!0);for(let u=e;u<=i&&u+1<o.length;u++){let g=r[u];if(!g)continue;let f=n.valToPos(o[u]??0,"x",!0),_=n.valToPos(Qa(o,u),"x",!0),v=Math.min(1*devicePixelRatio,(_-f)*.15),w=n.valToPos(g,s?.scale??"y",!0);c.rect(f+v,Math.min(w,h),Math.max(1,_-f-2*v),Math.max(1,Math.abs(w-h)))}return{stroke:null,fill:c}};var co=[5,10,15,30,60,120,300,600,900,1800,3600,7200,10800,14400,21600,43200,86400,172800,604800];function ic(n,t,e,i){let s=co.find(o=>(t-n)/o<=e)??co[co.length-1]??86400,r=[];for(let o=Math.ceil((n+i)/s)*s-i;o<=t;o+=s)r.push(o);return r}var tc=4;function nc(n){for(let t=0;t<tc;t++){let e=10**t;if(n.every(i=>Math.abs(Math.round(i*e)-i*e)<1e-6))return t}return tc}var Wn=52,uo=4,sc=24,rc=20,Md=56,zd=1e3,Fe=class extends vt{constructor(){super(...arguments);this.line=[];this.panes=[];this.now=()=>Date.now()/1e3;this.timeFormat=String;this.clockOffset=()=>0;this.label="";this.valueText="";this.plots=[];this.shape="";this.resize=new ResizeObserver(()=>this.layOut());this.colors=new Map;this.onPointer=e=>{let[i]=this.plots;if(!i||this.line.length===0)return;let s=e.clientX-this.frame.getBoundingClientRect().left-i.bbox.left/devicePixelRatio,r=i.posToVal(s,"x"),o=this.line.findIndex(({start:c,end:h})=>c<=r&&r<h);o>=0&&this.choose(o)};this.onLeave=e=>{e.pointerType==="mouse"&&this.choose(void 0)};this.onKey=e=>{let i=this.line.length-1,s=this.now(),r=this.chosen??Math.max(0,this.line.findIndex(({end:c})=>s<c)),o={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageDown:r-8,PageUp:r+8,Home:0,End:i};if(e.key==="Escape")this.choose(void 0);else{let c=o[e.key];if(c===void 0)return;this.choose(Math.min(i,Math.max(0,c)))}e.preventDefault()}}connectedCallback(){super.connectedCallback(),this.resize.observe(this),this.clock=setInterval(()=>this.moveNow(),zd),this.hasUpdated&&this.requestUpdate("theme")}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearInterval(this.clock),this.demolish()}render(){return k`
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
        ${this.panes.map(e=>k`<div class="pane" style="height:${e.height}px"></div>`)}
        ${this.panes.map(({title:e},i)=>k`<span class="title" style="top:${this.topOf(i)+2}px">${e}</span>`)}
        <div class="chosen"></div><div class="now"></div></div>
    `}topOf(e){return this.panes.slice(0,e).reduce((i,{height:s})=>i+s,0)}updated(e){e.has("theme")&&this.colors.clear(),(e.has("line")||e.has("panes")||e.has("theme"))&&this.draw(e.has("theme")),this.mark()}draw(e){let i=this.panes.map(s=>`${s.height}:${s.layers.map(r=>`${r.kind}${r.color}${r.dash?.join(" ")??""}`).join()}`).join("|");if(i!==this.shape||this.plots.length!==this.panes.length)this.build(i);else if(this.plots.forEach((s,r)=>{let o=this.panes[r];o&&s.setData(this.dataOf(o))}),e)for(let s of this.plots)s.redraw(!1,!0)}demolish(){for(let e of this.plots)e.destroy();this.plots=[]}build(e){this.demolish(),this.clientWidth!==0&&(this.shape=e,this.plots=this.panes.map((i,s)=>{let r=this.hosts[s];if(!r)throw new Error("a pane without its element");return new Ge(this.options(s),this.dataOf(i),r)}))}dataOf(e){let i=this.line.map(({start:r})=>r),s=this.line.at(-1);return s&&i.push(s.end),[i,...e.layers.map(({values:r})=>i.map((o,c)=>r[c]??null))]}options(e){let i=()=>this.panes[e],s=e===this.panes.length-1,r=()=>this.color("--et-muted"),o=()=>this.color("--et-line");return{width:this.clientWidth,height:i()?.height??0,legend:{show:!1},cursor:{show:!1},padding:[rc,uo,s?0:4,0],scales:{x:{time:!1,range:(c,h,u)=>[h,u]},y:{range:(c,h,u)=>this.range(i(),h,u)}},axes:[{show:!0,size:s?sc:0,gap:4,font:this.font(),stroke:r,splits:(c,h,u,g)=>ic(u,g,Math.max(2,Math.floor((this.clientWidth-Wn)/68)),this.clockOffset(u)),values:(c,h)=>h.map(u=>s&&this.hasRoom(c,u)?this.timeFormat(u):""),grid:{stroke:o,width:1},ticks:{show:!1}},{size:Wn,gap:6,font:this.font(),stroke:r,space:22,values:(c,h)=>{let u=nc(h.map(g=>g/(i()?.unit??1)));return h.map(g=>i()?.format(g,u)??"")},grid:{stroke:o,width:1},ticks:{show:!1}}],series:[{},...(i()?.layers??[]).map(c=>{let h=()=>this.color(c.color),u=()=>Dd(this.color(c.color),c.fill??0);return{scale:"y",points:{show:!1},...c.kind==="line"?{}:{paths:c.kind==="bars"?ec:Xa},...c.kind==="bars"?{width:0}:{stroke:h,width:c.width??1.5},...c.dash?{dash:c.dash}:{},...c.fill===void 0?{}:{fill:u}}})]}}hasRoom(e,i){return e.valToPos(i,"x")+e.bbox.left/devicePixelRatio+Md/2<=this.clientWidth}range(e,i,s){let r=[i,s,...e?.include??[]].filter(u=>Number.isFinite(u)),o=Math.min(...r),c=Math.max(...r),h=(c-o||Math.abs(c)||1)*.08;return[o<0?o-h:Math.min(o,0),c>0?c+h:c]}font(){return`11px ${getComputedStyle(this).fontFamily||"sans-serif"}`}color(e){let i=this.colors.get(e);if(i===void 0){let s=e.startsWith("--")?getComputedStyle(this).getPropertyValue(e).trim():e;this.colors.set(e,i=s||"#888")}return i}layOut(){this.plots.length===0&&this.panes.length>0&&this.clientWidth>0&&this.build(this.shape||"new"),this.plots.forEach((e,i)=>{let s=this.panes[i]?.height??e.height;e.width!==this.clientWidth&&e.setSize({width:this.clientWidth,height:s})}),this.mark()}position(e){let[i]=this.plots;return i?i.valToPos(e,"x")+i.bbox.left/devicePixelRatio:void 0}mark(){this.moveNow();let e=this.chosen===void 0?void 0:this.line[this.chosen],i=e&&this.position(e.start),s=e&&this.position(e.end),r=this.chosenBand;r.hidden=i===void 0||s===void 0,i!==void 0&&s!==void 0&&(r.style.transform=`translateX(${i}px)`,r.style.width=`${Math.max(2,s-i)}px`)}moveNow(){if(!this.hasUpdated)return;let e=this.now(),[i]=this.line,s=this.line.at(-1),r=i&&s&&i.start<=e&&e<=s.end?this.position(e):void 0;this.nowLine.hidden=r===void 0,r!==void 0&&(this.nowLine.style.transform=`translateX(${r}px)`)}choose(e){e!==this.chosen&&this.dispatchEvent(new CustomEvent("choose",{detail:{index:e}}))}};Fe.styles=[fs(Za),ze`
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
        bottom: ${sc}px;
        left: 0;
        pointer-events: none;
      }
      .now {
        top: ${rc}px;
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
    `],U([We({attribute:!1})],Fe.prototype,"line",2),U([We({attribute:!1})],Fe.prototype,"panes",2),U([We({attribute:!1})],Fe.prototype,"chosen",2),U([We({attribute:!1})],Fe.prototype,"now",2),U([We({attribute:!1})],Fe.prototype,"timeFormat",2),U([We({attribute:!1})],Fe.prototype,"clockOffset",2),U([We({attribute:!1})],Fe.prototype,"theme",2),U([We()],Fe.prototype,"label",2),U([We()],Fe.prototype,"valueText",2),U([nn(".frame")],Fe.prototype,"frame",2),U([nn(".now")],Fe.prototype,"nowLine",2),U([nn(".chosen")],Fe.prototype,"chosenBand",2),U([Sl(".pane")],Fe.prototype,"hosts",2),Fe=U([je("energy-trade-chart")],Fe);var ho=typeof document>"u"?null:document.createElement("canvas").getContext("2d");function Dd(n,t){if(!ho)return n;ho.fillStyle=n;let e=ho.fillStyle;if(e.startsWith("#")){let[s,r,o]=[1,3,5].map(c=>parseInt(e.slice(c,c+2),16));return`rgba(${s}, ${r}, ${o}, ${t})`}let i=/rgba?\(([^)]+)\)/.exec(e)?.[1]?.split(",").map(s=>s.trim())??[];return i.length>=3?`rgba(${i.slice(0,3).join(", ")}, ${Number(i[3]??1)*t})`:e}function oc(n){let t=[];for(let e of n.blocks)e.grid_takes.forEach((i,s)=>{let r=e.start+s*n.interval_seconds;t.push({start:r,end:r+n.interval_seconds,phase:e.phase,gate:e.gate,retail:i,feedIn:e.grid_pays[s]??0,price:e.prices[s]??null,order:e.orders[s]??null,traded:e.traded[s]??null,metered:e.metered[s]??null,offered:e.offered[s]??0,wanted:e.wanted[s]??0})});return t}function Gn(n,t){let e=0,i=n.length-1;for(;e<i;){let s=e+i+1>>1;(n[s]?.start??1/0)<=t?e=s:i=s-1}return e}function lc(n,t){return n.blocks.find(e=>e.start<=t&&t<e.start+e.grid_takes.length*n.interval_seconds)}function ac(n){return n.name_by_user??n.name??""}var qe="energy_trade",Hs;function po(n){return(Hs?.entities!==n.entities||Hs.devices!==n.devices)&&(Hs={entities:n.entities,devices:n.devices,homes:Rd(n)}),Hs.homes}function Rd(n){let t=new Map;for(let e of Object.values(n.entities)){let i=e.device_id===void 0?void 0:n.devices[e.device_id];if(!i||e.platform!==qe)continue;let s=i.primary_config_entry??i.config_entries[0];if(s===void 0)continue;let r=t.get(s)??new Map;t.set(s,r);let o=r.get(i)??new Map;r.set(i,o),e.translation_key!==void 0&&o.set(e.translation_key,e.entity_id)}return[...t].map(([e,i])=>Ld(e,i)).sort((e,i)=>e.name.localeCompare(i.name)||e.entry.localeCompare(i.entry))}function Ld(n,t){let e={entry:n,name:"",community:"",entities:new Map,devices:[]},i=new Map,s=[];for(let[r,o]of t){let c=ac(r),h=u=>r.identifiers.some(([g,f])=>g===qe&&f.endsWith(`-${u}`));if(h("home"))e.name=c;else if(h("community"))e.community=c;else{s.push({name:c,entities:o});continue}for(let[u,g]of o)i.set(u,g)}return s.sort((r,o)=>r.name.localeCompare(o.name)),{...e,entities:i,devices:s}}function cc(n,t){let e=po(n);return t===void 0?e[0]:e.find(i=>i.entry===t)}var Id=3e3,fo=class{constructor(t,e){this.connection=t;this.entry=e;this.state="loading";this.offset=0;this.listeners=new Set;this.attempt=0;this.begin=()=>{this.subscribe()}}now(){return Date.now()/1e3+this.offset}add(t){this.listeners.add(t),this.listeners.size===1&&this.open()}remove(t){this.listeners.delete(t),this.listeners.size===0&&this.close()}open(){this.connection.addEventListener("ready",this.begin),this.begin()}close(){this.connection.removeEventListener("ready",this.begin),this.end()}end(){this.attempt++,clearTimeout(this.retry);let t=this.unsubscribe;this.unsubscribe=void 0,t&&hc(t)}async subscribe(){this.end();let t=this.attempt,e=()=>t===this.attempt;try{let i=await this.connection.subscribeMessage(s=>{e()&&this.receive(s)},{type:`${qe}/subscribe`,config_entry_id:this.entry},{resubscribe:!1});e()?this.unsubscribe=i:hc(i)}catch(i){if(!e())return;let s=i.code;this.change(s==="not_loaded"||s==="not_found"?s:"failed"),this.again()}}receive(t){if("ended"in t){this.unsubscribe=void 0,this.change("not_loaded"),this.again();return}t.blocks!==void 0&&(this.board=t,this.offset=t.time-Date.now()/1e3,this.change("live"))}again(){clearTimeout(this.retry),this.retry=setTimeout(this.begin,Id)}change(t){this.state=t;for(let e of[...this.listeners])e()}};function hc(n){Promise.resolve().then(n).catch(()=>{})}var uc=new WeakMap;function dc(n,t){let e=uc.get(n);e||uc.set(n,e=new Map);let i=e.get(t);return i||e.set(t,i=new fo(n,t)),i}var pc={now:"Jetzt",today:"Heute",month:"Dieser Monat",all_time:"Insgesamt",practice:"Übung",practice_help:"Nachbarn, Preise und Geld sind simuliert.",loading:"Der Markt wird gelesen …",no_home:"Es ist keine Gemeinschaft eingerichtet. Füge Energy Trade unter Einstellungen → Geräte & Dienste hinzu.",unknown_home:"Die Gemeinschaft dieser Karte wurde entfernt. Wähle in den Einstellungen der Karte eine andere.",not_loaded:"Die Gemeinschaft läuft nicht. Sieh dir Energy Trade unter Einstellungen → Geräte & Dienste an.",failed:"Home Assistant hat nicht geantwortet. Die Karte versucht es von selbst erneut.",disconnected:"Kein Knoten antwortet: Dies sind die letzten bekannten Werte.",market_title:"Markt",market_description:"Preise vergangener und kommender Stunden, deine Aufträge und was die Nachbarn anbieten und suchen",market_label:"Preise und Energie im Zeitverlauf. Die Pfeiltasten links und rechts wählen ein Intervall.",price:"Gemeinschaftspreis",no_price:"kein Handel",not_cleared:"noch unbekannt",grid_takes:"Netz verkauft zu",grid_pays:"Netz zahlt",sell_order:"bietet {energy} ab {price}",buy_order:"sucht {energy} bis {price}",order:"Dein Auftrag",no_order:"keiner",your_limit:"Dein Limit",your_energy:"Du",all_homes:"Alle Häuser",position:"Gehandelt",sold:"Verkauft",bought:"Gekauft",metered:"Gemessen",ordered:"Beauftragt",offered:"Angeboten",wanted:"Gesucht",market_empty:"Der Markt ist noch nicht eröffnet. Preise erscheinen mit dem ersten Block.",plan_title:"Plan",plan_description:"Was Batterie und Geräte tun werden, und warum",plan_label:"Geplante Leistung und Ladung der Batterie im Zeitverlauf. Die Pfeiltasten links und rechts wählen eine Zeit.",plan_empty:"Noch ist nichts geplant. Füge dem Haus eine Batterie, ein Gerät, ein Auto oder einen Thermostat hinzu, und sie werden nach den Preisen des Marktes geplant.",battery:"Batterie",battery_level:"Ladung der Batterie",charging:"Lädt",discharging:"Entlädt",power:"Leistung",load:"Verbrauch",solar:"Solar",net_import:"Aus dem Netz",net_export:"Ins Netz",runs:"Geplante Läufe",no_runs:"Kein Gerät wartet darauf zu laufen.",run_now:"Jetzt starten",run_later:"Später starten",run_cost:"Kostet",run_earns:"Bringt",run_failed:"Das hat nicht geklappt: {error}",run_done:"Erledigt: Der Plan folgt gleich.",price_bought:"Kauf zu",price_sold:"Verkauf zu",reason_running:"Es läuft bereits.",reason_now:"Warten bringt nichts.",reason_own_surplus:"Dann reicht die eigene Erzeugung.",reason_community_surplus:"Dann haben die Nachbarn etwas übrig.",reason_cheaper:"Dann ist Strom billiger.",reason_deadline:"Es muss fertig werden, und vorher gibt es keine bessere Zeit.",reason_comfort:"Dann braucht es der Raum.",reason_pre_conditions:"Vorab geheizt oder gekühlt, solange Strom billig ist.",reason_stores:"Die Batterie nimmt auf, was später mehr wert ist.",reason_supplies:"Die Batterie gibt ab, solange Strom teuer ist.",money_title:"Geld",money_description:"Was verkauft, gekauft und gespart wurde, verglichen mit dem Netz allein",lost:"Verlust gegenüber dem Netz allein",saved_against:"gespart gegenüber dem Netz allein",rest:"Abweichungen",rest_help:"Was anders geliefert als gehandelt wurde, und was nicht gehandelt wurde",balance:"Guthaben",available:"verfügbar {amount}",with_community:"Mit Gemeinschaft",grid_only:"Netz allein",money_empty:"Noch ist nichts abgerechnet. Geld erscheint, sobald der erste Block abgerechnet ist.",money_none:"Aus dieser Zeit ist noch nichts abgerechnet.",days_label:"Ersparnis jedes Tages",period:"Zeitraum",trades_title:"Handel",trades_description:"Jedes Intervall, in dem du gehandelt hast, zum Suchen und Exportieren",search:"Suchen",search_hint:"Datum, verkauft, gekauft, geschätzt …",export_csv:"CSV exportieren",exported:"{rows} Zeilen sind gespeichert.",export_failed:"Der Export ist fehlgeschlagen: {error}",only_traded:"Nur Gehandeltes",column_time:"Zeit",column_trade:"Handel",column_delivered:"Geliefert",column_price:"Preis",column_amount:"Betrag",column_state:"Stand",pending:"nicht abgerechnet",settled:"abgerechnet",estimated:"geschätzt",late:"spät gemeldet",unmetered:"kein Zählerstand",trades_count:"{shown} von {count}",trades_empty:"In dieser Zeit wurde noch nicht gehandelt.",trades_no_match:"Nichts passt zu „{query}“.",trades_label:"Handel, Neuestes zuerst",community_title:"Gemeinschaft",community_description:"Wer teilnimmt, was als Nächstes angeboten und gesucht wird, und was auf den Betreiber wartet",members:"Häuser",members_reporting:"{reported} von {awaited} haben den letzten Block gemeldet",balance_of_block:"Angebot und Nachfrage der nächsten Blöcke",membership:"Mitgliedschaft",reason:"Status",online:"verbunden",offline:"kein Knoten antwortet",requests:"Häuser, die beitreten möchten",decide:"Über Aufnahme entscheiden",no_requests:"Kein Haus wartet auf Aufnahme.",disputes:"Strittige Blöcke",since:"seit {time}",questions_title:"Fragen",questions_description:"Was das Haus von dir wissen möchte, mit den Möglichkeiten, die du hast",questions_empty:"Keine offene Frage.",questions_until:"Ohne Antwort bis {time}: {choice}",questions_failed:"Die Antwort kam nicht an: {error}",offer_text:"Diese Seite entsteht aus den Entitäten deines Hauses. Behalte sie in der Seitenleiste oder lass sie, wo sie ist: Das Gerät der Gemeinschaft hat eine Schaltfläche, die hierher führt.",offer_keep:"In der Seitenleiste zeigen",offer_kept:"Das Dashboard steht in der Seitenleiste.",strategy_name:"Energy Trade",strategy_description:"Dein Haus auf dem Markt der Gemeinschaft: Preise, Plan, Geld, Handel",view_overview:"Übersicht",view_trades:"Handel",section_controls:"Was du erlaubst",editor_entry:"Gemeinschaft",editor_title:"Titel",editor_energy:"Deine Energie zeigen",editor_community:"Zeigen, was alle Häuser anbieten und suchen",editor_period:"Zuerst gezeigter Zeitraum",editor_chart:"Tage zeigen",editor_days:"Tage im Blick",editor_height:"Höhe in Zeilen",editor_power:"Leistung zeigen",editor_operator:"Zeigen, was auf den Betreiber wartet",editor_hide_empty:"Ausblenden, solange es keine Frage gibt"};var mo={now:"Now",today:"Today",month:"This month",all_time:"In all",practice:"Practice",practice_help:"Neighbours, prices and money are simulated.",loading:"Reading the market…",no_home:"No community is set up. Add Energy Trade under Settings → Devices & services.",unknown_home:"This card's community was removed. Choose another one in the card's settings.",not_loaded:"The community is not running. Look at Energy Trade under Settings → Devices & services.",failed:"Home Assistant did not answer. This card tries again by itself.",disconnected:"No node answers: these are the last known values.",market_title:"Market",market_description:"Prices of past and coming hours, your orders and what the neighbours offer and want",market_label:"Prices and energy over time. Left and right arrow keys choose an interval.",price:"Community price",no_price:"no trade",not_cleared:"not known yet",grid_takes:"Grid sells at",grid_pays:"Grid pays",sell_order:"offers {energy} from {price}",buy_order:"wants {energy} up to {price}",order:"Your order",no_order:"none",your_limit:"Your limit",your_energy:"You",all_homes:"All homes",position:"Traded",sold:"Sold",bought:"Bought",metered:"Metered",ordered:"Ordered",offered:"Offered",wanted:"Wanted",market_empty:"The market has not opened yet. Prices appear with the first block.",plan_title:"Plan",plan_description:"What the battery and the appliances will do, and why",plan_label:"Planned power and battery charge over time. Left and right arrow keys choose a time.",plan_empty:"Nothing is planned yet. Add a battery, an appliance, a car or a thermostat to the home, and it is planned around the market's prices.",battery:"Battery",battery_level:"Battery charge",charging:"Charging",discharging:"Discharging",power:"Power",load:"Use",solar:"Solar",net_import:"From the grid",net_export:"Into the grid",runs:"Planned runs",no_runs:"No appliance waits to run.",run_now:"Run now",run_later:"Run later",run_cost:"Costs",run_earns:"Earns",run_failed:"That did not work: {error}",run_done:"Done: the plan follows in a moment.",price_bought:"Buying at",price_sold:"Selling at",reason_running:"It runs already.",reason_now:"Nothing is gained by waiting.",reason_own_surplus:"Your own generation has the energy then.",reason_community_surplus:"The neighbours have it to spare then.",reason_cheaper:"Power is cheaper then.",reason_deadline:"It must be ready, and there is no better time before.",reason_comfort:"The room needs it then.",reason_pre_conditions:"Warmed or cooled ahead, while power is cheap.",reason_stores:"The battery takes what will be worth more later.",reason_supplies:"The battery gives while power is dear.",money_title:"Money",money_description:"What was sold, bought and saved, compared with the grid alone",lost:"Lost against the grid alone",saved_against:"saved against the grid alone",rest:"Differences",rest_help:"What was delivered otherwise than traded, and what was not traded",balance:"Balance",available:"available {amount}",with_community:"With the community",grid_only:"Grid alone",money_empty:"Nothing is settled yet. Money shows once the first block is settled.",money_none:"Nothing of this time is settled yet.",days_label:"Savings of each day",period:"Period",trades_title:"Trades",trades_description:"Every interval that you traded, to search and to export",search:"Search",search_hint:"Date, sold, bought, estimated…",export_csv:"Export CSV",exported:"{rows} rows are saved.",export_failed:"The export failed: {error}",only_traded:"Only trades",column_time:"Time",column_trade:"Trade",column_delivered:"Delivered",column_price:"Price",column_amount:"Amount",column_state:"State",pending:"not settled",settled:"settled",estimated:"estimated",late:"reported late",unmetered:"no reading",trades_count:"{shown} of {count}",trades_empty:"No trades in this time yet.",trades_no_match:"Nothing matches “{query}”.",trades_label:"Trades, newest first",community_title:"Community",community_description:"Who takes part, what is offered and wanted next, and what waits for the operator",members:"Homes",members_reporting:"{reported} of {awaited} reported the last block",balance_of_block:"Offered and wanted in the next blocks",membership:"Membership",reason:"Status",online:"connected",offline:"no node answers",requests:"Homes that ask to join",decide:"Decide who may join",no_requests:"No home waits to join.",disputes:"Disputed blocks",since:"since {time}",questions_title:"Questions",questions_description:"What the home wants to know from you, with the choices that you have",questions_empty:"No open question.",questions_until:"Without an answer by {time}: {choice}",questions_failed:"The answer could not be given: {error}",offer_text:"This page is made from your home's entities. Keep it in the sidebar, or leave it: the community's device has a button that leads here.",offer_keep:"Show in sidebar",offer_kept:"The dashboard is in the sidebar.",strategy_name:"Energy Trade",strategy_description:"Your home on the community's market: prices, plan, money, trades",view_overview:"Overview",view_trades:"Trades",section_controls:"What you allow",editor_entry:"Community",editor_title:"Title",editor_energy:"Show your energy",editor_community:"Show what all homes offer and want",editor_period:"Period shown first",editor_chart:"Show days",editor_days:"Days to show",editor_height:"Height in rows",editor_power:"Show power",editor_operator:"Show what waits for the operator",editor_hide_empty:"Hide while there is no question"};var fc={now:"지금",today:"오늘",month:"이번 달",all_time:"전체",practice:"연습",practice_help:"이웃과 가격, 돈은 모두 시뮬레이션입니다.",loading:"시장 정보를 읽는 중…",no_home:"설정된 커뮤니티가 없습니다. 설정 → 기기 및 서비스에서 Energy Trade를 추가하세요.",unknown_home:"이 카드의 커뮤니티가 삭제되었습니다. 카드 설정에서 다른 커뮤니티를 선택하세요.",not_loaded:"커뮤니티가 실행되고 있지 않습니다. 설정 → 기기 및 서비스에서 Energy Trade를 확인하세요.",failed:"Home Assistant가 응답하지 않았습니다. 이 카드는 자동으로 다시 시도합니다.",disconnected:"응답하는 노드가 없어 마지막으로 확인된 값을 표시합니다.",market_title:"시장",market_description:"지난 시간과 다가올 시간의 가격, 내 주문, 이웃이 내놓은 전력과 필요한 전력",market_label:"시간에 따른 가격과 전력량입니다. 왼쪽과 오른쪽 화살표 키로 구간을 선택하세요.",price:"커뮤니티 가격",no_price:"거래 없음",not_cleared:"아직 미정",grid_takes:"계통 판매가",grid_pays:"계통 매입가",sell_order:"{energy} 판매, {price} 이상",buy_order:"{energy} 구매, {price} 이하",order:"내 주문",no_order:"없음",your_limit:"내 한도",your_energy:"우리 집",all_homes:"모든 가구",position:"거래됨",sold:"판매",bought:"구매",metered:"계량값",ordered:"주문",offered:"공급",wanted:"수요",market_empty:"시장이 아직 열리지 않았습니다. 첫 블록부터 가격이 표시됩니다.",plan_title:"계획",plan_description:"배터리와 가전이 무엇을 할지, 그 이유는 무엇인지",plan_label:"시간에 따른 계획 전력과 배터리 충전량입니다. 왼쪽과 오른쪽 화살표 키로 시간을 선택하세요.",plan_empty:"아직 계획이 없습니다. 집에 배터리, 가전, 전기차 또는 온도 조절기를 추가하면 시장 가격에 맞춰 계획합니다.",battery:"배터리",battery_level:"배터리 충전량",charging:"충전",discharging:"방전",power:"전력",load:"사용",solar:"태양광",net_import:"계통에서",net_export:"계통으로",runs:"예정된 작동",no_runs:"작동을 기다리는 가전이 없습니다.",run_now:"지금 작동",run_later:"나중에 작동",run_cost:"비용",run_earns:"수익",run_failed:"실행하지 못했습니다: {error}",run_done:"완료: 곧 계획에 반영됩니다.",price_bought:"구매가",price_sold:"판매가",reason_running:"이미 작동 중입니다.",reason_now:"기다려도 이득이 없습니다.",reason_own_surplus:"그때 우리 집 발전량이 남습니다.",reason_community_surplus:"그때 이웃의 전력이 남습니다.",reason_cheaper:"그때 전기가 더 저렴합니다.",reason_deadline:"제때 끝나야 하고, 그 전에 더 나은 시간이 없습니다.",reason_comfort:"그때 방에 필요합니다.",reason_pre_conditions:"전기가 저렴할 때 미리 데우거나 식힙니다.",reason_stores:"나중에 더 값진 전력을 배터리에 저장합니다.",reason_supplies:"전기가 비쌀 때 배터리가 공급합니다.",money_title:"정산",money_description:"판매, 구매, 절약 금액을 계통만 이용할 때와 비교",lost:"계통만 이용할 때보다 손실",saved_against:"계통만 이용할 때보다 절약",rest:"차이 정산",rest_help:"거래와 다르게 공급된 전력과 거래되지 않은 전력",balance:"잔액",available:"사용 가능 {amount}",with_community:"커뮤니티 이용",grid_only:"계통만 이용",money_empty:"아직 정산된 내역이 없습니다. 첫 블록이 정산되면 금액이 표시됩니다.",money_none:"이 기간에는 아직 정산된 거래가 없습니다.",days_label:"일별 절약 금액",period:"기간",trades_title:"거래",trades_description:"내가 거래한 모든 구간을 검색하고 내보내기",search:"검색",search_hint:"날짜, 판매, 구매, 추정…",export_csv:"CSV 내보내기",exported:"{rows}행을 저장했습니다.",export_failed:"내보내지 못했습니다: {error}",only_traded:"거래만 보기",column_time:"시간",column_trade:"거래",column_delivered:"실제 공급",column_price:"가격",column_amount:"금액",column_state:"상태",pending:"정산 전",settled:"정산됨",estimated:"추정",late:"늦은 보고",unmetered:"계량값 없음",trades_count:"{count}건 중 {shown}건",trades_empty:"이 기간에는 아직 거래가 없습니다.",trades_no_match:"“{query}”에 맞는 거래가 없습니다.",trades_label:"거래, 최신순",community_title:"커뮤니티",community_description:"누가 참여하는지, 다음 공급과 수요, 운영자가 처리할 일",members:"가구",members_reporting:"{awaited}가구 중 {reported}가구가 지난 블록을 보고함",balance_of_block:"다음 블록의 공급과 수요",membership:"가입 상태",reason:"거래 상태",online:"연결됨",offline:"응답하는 노드 없음",requests:"가입을 신청한 가구",decide:"가입 결정하기",no_requests:"가입을 기다리는 가구가 없습니다.",disputes:"이의가 제기된 블록",since:"{time}부터",questions_title:"질문",questions_description:"집이 묻는 것과 고를 수 있는 답",questions_empty:"열린 질문이 없습니다.",questions_until:"{time}까지 답이 없으면: {choice}",questions_failed:"답을 전달하지 못했습니다: {error}",offer_text:"이 페이지는 우리 집의 구성요소로 만들어집니다. 사이드바에 두거나 그대로 두세요. 커뮤니티 기기에 이 페이지로 오는 버튼이 있습니다.",offer_keep:"사이드바에 표시",offer_kept:"대시보드를 사이드바에 두었습니다.",strategy_name:"Energy Trade",strategy_description:"커뮤니티 시장 속 우리 집: 가격, 계획, 정산, 거래",view_overview:"개요",view_trades:"거래",section_controls:"허용 설정",editor_entry:"커뮤니티",editor_title:"제목",editor_energy:"내 전력량 표시",editor_community:"모든 가구의 공급과 수요 표시",editor_period:"처음 표시할 기간",editor_chart:"일별 표시",editor_days:"표시할 일수",editor_height:"높이(행)",editor_power:"전력 표시",editor_operator:"운영자가 처리할 일 표시",editor_hide_empty:"질문이 없으면 숨기기"};var Od={en:mo,ko:fc,de:pc};function st(n,t,e={}){return((Od[n.split("-")[0]??""]??mo)[t]??t).replace(/\{(\w+)\}/g,(r,o)=>String(e[o]??r))}function fn(){return document.querySelector("home-assistant")?.hass?.language??document.documentElement.lang}function St(...n){return{schema:[{name:"entry",selector:{config_entry:{integration:qe}}},{name:"title",selector:{text:{}}},...n],computeLabel:({name:t})=>st(fn(),`editor_${t}`)}}var $e=class extends vt{constructor(){super(...arguments);this.preview=!1;this.drawn=[];this.shows=[];this.onFeed=()=>{this.board=this.feed?.board,this.requestUpdate()}}set hass(e){let i=this.latest;this.latest=e,(!i||this.concerns(i,e))&&this.requestUpdate()}get hass(){return this.latest}setConfig(e){this.config=e}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}text(e,i){return st(this.hass.language,e,i)}now(){return this.feed?.now()??Date.now()/1e3}entity(e){let i=this.home?.entities.get(e);return i===void 0?void 0:this.hass.states[i]}concerns(e,i){return e.locale!==i.locale||e.language!==i.language||e.config!==i.config||e.themes!==i.themes||e.connection!==i.connection||e.entities!==i.entities||e.devices!==i.devices||e.localize!==i.localize||this.shows.some(s=>{let r=this.home?.entities.get(s);return r!==void 0&&e.states[r]!==i.states[r]})}connectedCallback(){super.connectedCallback(),this.latest&&this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),this.feed?.remove(this.onFeed),this.feed=void 0}willUpdate(e){if(super.willUpdate(e),!this.latest||!this.isConnected)return;this.home=cc(this.latest,this.config.entry);let i=this.home?dc(this.latest.connection,this.home.entry):void 0;i!==this.feed&&(this.feed?.remove(this.onFeed),this.feed=i,i?.add(this.onFeed),this.board=i?.board)}shouldUpdate(){return this.latest!==void 0&&this.config!==void 0}render(){let e=performance.now(),i=this.body();return this.drawn.push(performance.now()-e),this.drawn.length>100&&this.drawn.shift(),i}get renderTimes(){return this.drawn}body(){let{home:e,board:i,feed:s}=this,r=e&&i?this.content(i,e):this.notice(this.obstacle());if(r===B)return B;let o=i&&(s?.state!=="live"||!i.connected);return k`
      <ha-card>
        ${this.header()}
        ${o?k`<div class="stale" role="status">${this.staleText()}</div>`:B}
        ${r}
      </ha-card>
    `}header(){return k`
      <header><h2>${this.config.title??this.heading()}</h2>
        ${this.board?.practice?k`<span class="practice" title=${this.text("practice_help")}>${this.text("practice")}</span>`:B}
        ${this.aside()}
      </header>
    `}heading(){return this.text(this.titleKey)}aside(){return B}staleText(){let e=this.feed?.state;return this.text(e==="live"||e===void 0||e==="loading"?"disconnected":this.obstacle())}obstacle(){if(!this.home)return this.config.entry===void 0?"no_home":"unknown_home";switch(this.feed?.state){case"not_loaded":return"not_loaded";case"not_found":return"unknown_home";case"failed":return"failed";default:return"loading"}}notice(e){return k`<p class="notice" role="status">${this.text(e)}</p>`}static{this.styles=[ze`
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
    `]}};U([Se()],$e.prototype,"config",2),U([Se()],$e.prototype,"board",2),U([We({type:Boolean})],$e.prototype,"preview",2),U([We({attribute:!1,noAccessor:!0})],$e.prototype,"hass",1);var mc=new Map;function jn(n,t){let e=mc.get(n);return e||mc.set(n,e=t()),e}function Hd(n){switch(n.number_format){case"comma_decimal":return["en-US"];case"decimal_comma":return["de"];case"space_comma":return["fr"];case"quote_decimal":return["de-CH"];case"none":return["en-US"];case"system":return;default:return[n.language]}}function ui(n,t,e={}){let{locale:i}=n,s=`n|${i.number_format}|${i.language}|${JSON.stringify(e)}`,r=jn(s,()=>new Intl.NumberFormat(Hd(i),{useGrouping:i.number_format!=="none",...e})),o=r.format(t);return t<0&&!/[1-9]/.test(o)?r.format(0):o}function Kn(n){return{minimumFractionDigits:n,maximumFractionDigits:n}}var go=n=>/^[A-Z]{3}$/.test(n);function gc(n){return jn(`d|${n}`,()=>new Intl.NumberFormat("en",{style:"currency",currency:n})).resolvedOptions().maximumFractionDigits??2}function $t(n,t,e,i={}){let s=i.sign?"exceptZero":"auto";if(!go(e))return`${ui(n,t,{...Kn(i.fraction??2),signDisplay:s})} ${e}`;let r=i.fraction??gc(e);return ui(n,t,{style:"currency",currency:e,currencyDisplay:"narrowSymbol",signDisplay:s,...Kn(r)})}function _o(n){return(go(n)?gc(n):2)+1}function Gt(n,t,e){let i=Math.abs(t),s=Math.min(_o(e),i<2?3:i<20?2:i<200?1:0);return`${$t(n,t,e,{fraction:s})}/kWh`}function mn(n,t,e){return ui(n,t,Kn(e))}function Bs(n){return go(n)?jn(`s|${n}`,()=>new Intl.NumberFormat("en",{style:"currency",currency:n,currencyDisplay:"narrowSymbol"})).formatToParts(0).find(({type:e})=>e==="currency")?.value??n:n}function kt(n,t,e={}){let i=Math.abs(t),s=i<10?2:i<1e3?1:0;return`${ui(n,t,{...Kn(s),signDisplay:e.sign?"exceptZero":"auto"})} kWh`}function qn(n,t){return Math.abs(t)<1e3?`${ui(n,Math.round(t))} W`:`${ui(n,t/1e3,Kn(1))} kW`}function yo(n,t,e){let{locale:i}=n,s=i.time_zone==="server"?n.config.time_zone:void 0;return jn(`t|${t}|${i.language}|${i.time_format}|${s??""}`,()=>{let r=i.time_format==="12"?{hourCycle:"h12"}:i.time_format==="24"?{hourCycle:"h23"}:{},o=i.time_format==="system"?void 0:i.language;return new Intl.DateTimeFormat(o,{...e,...r,...s===void 0?{}:{timeZone:s}})})}function Ns(n,t){let e=Fs(t);if(n.locale.time_zone!=="server")return e.getTimezoneOffset()*-60;let i=n.config.time_zone,s=jn(`o|${i}`,()=>new Intl.DateTimeFormat("sv",{timeZone:i,dateStyle:"short",timeStyle:"medium"}));return Math.round((Date.parse(`${s.format(e).replace(" ","T")}Z`)-e.getTime())/6e4)*60}var Fs=n=>new Date(n*1e3);function rt(n,t,e=!1){let i={hour:"numeric",minute:"2-digit"};return yo(n,e?"hms":"hm",e?{...i,second:"2-digit"}:i).format(Fs(t))}function Li(n,t){return yo(n,"day",{weekday:"short",day:"numeric",month:"short"}).format(Fs(t))}function bo(n,t){return yo(n,"dayshort",{day:"numeric",month:"numeric"}).format(Fs(t))}var Kt=n=>n%60!==0;function jt(n,t,e,i,s=!1){let r=`${rt(n,t,s)} – ${rt(n,e,s)}`,o=Li(n,t);return o===Li(n,i)?r:`${o}, ${r}`}var Bd=6,Vs=n=>n.reduce((t,e)=>t+e,0),Yn=class extends $e{constructor(){super(...arguments);this.titleKey="community_title";this.shows=["membership","reason"]}static getStubConfig(){return{operator:!0}}static getConfigForm(){return St({name:"operator",selector:{boolean:{}}})}heading(){return this.board?.community??super.heading()}aside(){if(!this.board)return B;let e=this.board.connected;return k`
      <span class="online muted"><i class=${e?"on":"off"}></i>${this.text(e?"online":"offline")}</span>
    `}content(e){return k`
      ${this.standing()} ${this.people(e)} ${this.outlook(e)}
      ${this.config.operator!==!1&&e.operator?this.operator(e,e.operator):B}
    `}standing(){let e=["membership","reason"].map(i=>{let s=this.entity(i);return[i,s&&this.hass.formatEntityState(s)]});return k`
      <dl>
        ${e.map(([i,s])=>s===void 0?B:k`<div><dt>${this.text(i)}</dt><dd>${s}</dd></div>`)}
      </dl>
    `}people(e){if(e.members===void 0)return B;let i=this.now(),s=h=>h.grid_takes.length*e.interval_seconds,r=e.blocks.filter(h=>h.start+s(h)<=i&&(h.awaited??0)>0).at(-1),o=Math.min(r?.reported??0,r?.awaited??0),c=r?.awaited??0;return k`
      <div class="people"><span class="count number">${e.members}</span><span>${this.text("members")}</span>
        ${r?k`
              <span class="muted">${this.text("members_reporting",{reported:o,awaited:c})}</span><span class="dots" aria-hidden="true">
                ${Array.from({length:Math.min(c,60)},(h,u)=>k`<i class=${u<o?"on":"off"}></i>`)}
              </span>
            `:B}
      </div>
    `}outlook(e){let i=lc(e,this.now()),s=e.blocks.filter(h=>i&&h.start>i.start).slice(0,Bd);if(s.length===0)return B;let r=Kt(e.interval_seconds),o=Math.max(...s.map(h=>Math.max(Vs(h.offered),Vs(h.wanted))),1e-9),c=(h,u,g)=>k`
      <span class="track ${g}"><i style="width:${h/o*100}%;background:var(${u})"></i></span><span class="number ${g}-number">${kt(this.hass,h)}</span>
    `;return k`
      <h3>${this.text("balance_of_block")}</h3><div class="outlook" role="table" aria-label=${this.text("balance_of_block")}><div class="line head" role="row"><span role="columnheader">${this.text("column_time")}</span><span role="columnheader" class="end">${this.text("offered")}</span><span role="columnheader">${this.text("wanted")}</span></div>
        ${s.map(h=>k`
            <div class="line" role="row"><span role="cell" class="number">
                ${rt(this.hass,h.start,r)}
                <span class="visually-hidden">${jt(this.hass,h.start,h.start+8*e.interval_seconds,this.now(),r)}</span></span><span role="cell" class="side reverse">${c(Vs(h.offered),"--et-sold","offered")}</span><span role="cell" class="side">${c(Vs(h.wanted),"--et-bought","wanted")}</span></div>
          `)}
      </div>
    `}operator(e,{homes:i,requests:s,disputes:r}){let o=Kt(e.interval_seconds),c=u=>u+8*e.interval_seconds,h=(u,g)=>u?k`<span>${u}</span>`:k`<code title=${g}>${`${g.slice(0,6)}…${g.slice(-4)}`}</code>`;return k`
      ${i?.length?k`
            <h3>${this.text("members")}</h3><ul>
              ${i.map(({name:u,agent:g,status:f})=>k`<li>${h(u,g)}<span class="muted">${this.statusText(f)}</span></li>`)}
            </ul>
          `:B}
      <h3>${this.text("requests")}</h3>
      ${s.length===0?k`<p class="muted">${this.text("no_requests")}</p>`:k`<ul>
            ${s.map(({agent:u,name:g,since:f})=>k`
                <li>
                  ${h(g,u)}
                  ${f==null?B:k`<span class="muted">${this.text("since",{time:rt(this.hass,f)})}</span>`}
                </li>
              `)}
          </ul><a class="action" href="/config/repairs">${this.text("decide")}</a>`}
      ${r.length===0?B:k`
            <h3>${this.text("disputes")}</h3><ul>
              ${r.map(({start:u,reason:g})=>k`
                  <li><span class="number">${jt(this.hass,u,c(u),this.now(),o)}</span><span class="muted">${g}</span></li>
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
    `],Yn=U([je("energy-trade-community-card")],Yn);var gn=class extends $e{constructor(){super(...arguments);this.titleKey="market_title";this.nowFunction=()=>this.now();this.timeFunction=e=>rt(this.hass,e);this.offsetFunction=e=>Ns(this.hass,e);this.onChoose=e=>{this.chosen=e.detail.index};this.plain=(e,i)=>mn(this.hass,e,i);this.kwh=(e,i)=>mn(this.hass,Math.abs(e),i)}static getStubConfig(){return{energy:!0,community:!0}}static getConfigForm(){return St({name:"energy",selector:{boolean:{}}},{name:"community",selector:{boolean:{}}})}content(e){if(e.blocks.length===0)return this.notice("market_empty");let{line:i,panes:s}=this.picture(e),r=this.chosen!==void 0&&this.chosen<i.length?this.chosen:Gn(i,this.now()),o=i[r],c=Kt(e.interval_seconds);return k`
      ${o?this.readout(e,o,c):B}
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
      ${this.legend()}
    `}picture(e){let{config:i,made:s}=this,r=this.hass.language+this.hass.locale.number_format;if(s?.board===e&&s.config===i&&s.language===r)return s;let o=oc(e),c=[this.prices(e,o)];return i.energy!==!1&&c.push(this.energy(o)),i.community!==!1&&c.push(this.community(o)),this.made={board:e,config:i,language:r,line:o,panes:c}}prices(e,i){let s=Gn(i,this.now()),r=[{values:i.map(({retail:c})=>c),kind:"steps",color:"--et-bought",width:1,dash:[4,3]},{values:i.map(({feedIn:c})=>c),kind:"steps",color:"--et-sold",width:1,dash:[4,3]},{values:i.map(({order:c},h)=>h>s&&c?.side==="sell"?c.price:null),kind:"steps",color:"--et-sold",width:3},{values:i.map(({order:c},h)=>h>s&&c?.side==="buy"?c.price:null),kind:"steps",color:"--et-bought",width:3},{values:i.map(({price:c})=>c),kind:"steps",color:"--et-price",width:2.5,fill:.14}];return{title:`${Bs(e.currency)}/kWh`,height:204,layers:r,format:this.plain,include:[0]}}energy(e){let i=({order:o})=>o&&(o.side==="sell"?o.energy:-o.energy),s=(o,c)=>e.map(h=>{let u=c(h);return u!==null&&u*o>0?u:null}),r=[{values:s(1,i),kind:"bars",color:"--et-sold",fill:.3},{values:s(-1,i),kind:"bars",color:"--et-bought",fill:.3},{values:s(1,({traded:o})=>o),kind:"bars",color:"--et-sold",fill:.95},{values:s(-1,({traded:o})=>o),kind:"bars",color:"--et-bought",fill:.95},{values:e.map(({metered:o})=>o),kind:"steps",color:"--primary-text-color",width:1.25}];return{title:this.paneTitle("your_energy","sold","bought"),height:122,layers:r,format:this.kwh,include:[-.01,.01]}}community(e){let i=r=>e.map(o=>o.offered||o.wanted?r(o):null),s=[{values:i(({wanted:r})=>-r),kind:"bars",color:"--et-bought",fill:.55},{values:i(({offered:r})=>r),kind:"bars",color:"--et-sold",fill:.55}];return{title:this.paneTitle("all_homes","offered","wanted"),height:112,layers:s,format:this.kwh,include:[-.01,.01]}}paneTitle(e,i,s){return`${this.text(e)}, kWh: ${this.text(i)} ↑ ${this.text(s)} ↓`}priceText(e,i){return i.price!==null?Gt(this.hass,i.price,e.currency):this.text(i.traded!==null||i.end<=this.now()?"no_price":"not_cleared")}orderText(e,{order:i}){if(!i)return this.text("no_order");let s=i.side==="sell"?"sell_order":"buy_order",r={energy:kt(this.hass,i.energy),price:Gt(this.hass,i.price,e.currency)};return this.text(s,r)}tradedText({traded:e}){if(e===null)return"–";let i=kt(this.hass,Math.abs(e));return e===0?i:`${this.text(e>0?"sold":"bought")} ${i}`}facts(e,i){let{hass:s}=this;return[["grid_takes",Gt(s,i.retail,e.currency)],["grid_pays",Gt(s,i.feedIn,e.currency)],["order",this.orderText(e,i)],["position",this.tradedText(i)],["offered",kt(s,i.offered)],["wanted",kt(s,i.wanted)]]}when(e,i){let s=this.now(),r=jt(this.hass,e.start,e.end,s,i);return e.start<=s&&s<e.end?`${this.text("now")} · ${r}`:r}spoken(e,i,s){let r=this.facts(e,i).map(([o,c])=>`${this.text(o)} ${c}`);return[this.when(i,s),`${this.text("price")} ${this.priceText(e,i)}`,...r].join(", ")}readout(e,i,s){return k`
      <div class="readout" aria-hidden="true"><div class="main"><div class="muted">${this.when(i,s)}</div><div class="price number">${this.priceText(e,i)}</div></div><dl>
          ${this.facts(e,i).map(([r,o])=>k`<div><dt>${this.text(r)}</dt><dd class="number">${o}</dd></div>`)}
        </dl></div>
    `}legend(){let e=(i,s,r)=>k`<span><i class=${i} style="--c:var(${s})"></i>${this.text(r)}</span>`;return k`
      <div class="legend" aria-hidden="true">
        ${e("line","--et-price","price")}${e("dash","--et-bought","grid_takes")}
        ${e("dash","--et-sold","grid_pays")}${e("line","--et-sold","your_limit")}
        ${e("bar","--et-sold","sold")}
        ${e("bar","--et-bought","bought")}${e("bar pale","--et-sold","ordered")}
        ${this.config.energy===!1?B:e("line thin","--primary-text-color","metered")}
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
    `],U([Se()],gn.prototype,"chosen",2),gn=U([je("energy-trade-market-card")],gn);var _n=[["today","today"],["month","month"],["all","all_time"]],di=class extends $e{constructor(){super(...arguments);this.titleKey="money_title";this.asked="";this.onTabKey=e=>{let i={ArrowRight:1,ArrowLeft:-1}[e.key];if(i===void 0)return;let s=_n.findIndex(([o])=>o===this.shown),r=_n[(s+i+_n.length)%_n.length];r&&(this.period=r[0],e.preventDefault(),this.updateComplete.then(()=>this.renderRoot.querySelector('[aria-selected="true"]')?.focus()))}}static getStubConfig(){return{period:"today",chart:!0}}static getConfigForm(){let e=_n.map(([i,s])=>({value:i,label:st(fn(),s)}));return St({name:"period",selector:{select:{mode:"dropdown",options:e}}},{name:"chart",selector:{boolean:{}}})}willUpdate(e){super.willUpdate(e);let{board:i,home:s}=this;if(!i||!s)return;let r=new Date().toDateString(),o=JSON.stringify([s.entry,i.totals,r]);o!==this.asked&&this.ask(o,s.entry)}async ask(e,i){this.asked=e;try{let s=await this.hass.callWS({type:`${qe}/summary`,config_entry_id:i});e===this.asked&&(this.summary=s??void 0)}catch{e===this.asked&&(this.asked="")}}get shown(){return this.period??this.config.period??"today"}aside(){return this.summary?k`
      <div class="tabs" role="tablist" aria-label=${this.text("period")} @keydown=${this.onTabKey}>
        ${_n.map(([e,i])=>k`
            <button
              role="tab"
              aria-selected=${e===this.shown}
              tabindex=${e===this.shown?0:-1}
              @click=${()=>this.period=e}
            >${this.text(i)}</button>
          `)}
      </div>
    `:B}content(e){if(!this.summary)return k`${this.balance(e)}${this.notice(e.totals?"loading":"money_empty")}`;let i=this.summary[this.shown];return k`
      <div role="tabpanel">${Nd(i)?this.notice("money_none"):this.sums(e,i)}</div>
      ${this.config.chart===!1?B:this.chart(e,this.summary.days)} ${this.balance(e)}
    `}sums(e,i){return k`
      ${this.headline(e,i)} ${this.comparison(e,i)}
      <dl>
        ${this.row(e,"sold","--et-sold",i.sold,i.compensation)}
        ${this.row(e,"bought","--et-bought",i.bought,-i.cost)}
        ${this.row(e,"rest","--et-muted",void 0,i.other)}
      </dl>
    `}headline(e,{savings:i}){return k`
      <div class="headline"><span class="saved number ${i<0?"bad":"good"}">${$t(this.hass,Math.abs(i),e.currency)}</span><span class="muted">${this.text(i<0?"lost":"saved_against")}</span></div>
    `}comparison(e,{amount:i,savings:s}){let r=i-s,o=Math.max(Math.abs(i),Math.abs(r),1e-9),c=(h,u,g)=>k`
      <div class="bar"><span>${this.text(h)}</span><span class="track"><i style="width:${Math.abs(u)/o*100}%;background:var(${g})"></i></span><span class="number">${$t(this.hass,u,e.currency,{sign:!0})}</span></div>
    `;return k`
      <div class="bars">
        ${c("with_community",i,"--et-price")}${c("grid_only",r,"--et-muted")}
      </div>
    `}row(e,i,s,r,o){let c=$t(this.hass,o,e.currency,{sign:!0});return k`
      <div title=${i==="rest"?this.text("rest_help"):""}><dt><i style="background:var(${s})"></i>${this.text(i)}</dt><dd class="number muted">${r===void 0?"":kt(this.hass,r)}</dd><dd class="number">${c}</dd></div>
    `}balance(e){if(e.balance===null)return B;let i=e.available===null?"":$t(this.hass,e.available,e.currency);return k`
      <div class="balance"><span>${this.text("balance")}</span><span class="muted">${i&&this.text("available",{amount:i})}</span><span class="number">${$t(this.hass,e.balance,e.currency)}</span></div>
    `}chart(e,i){let s=i.slice(Math.max(0,i.findIndex(({amount:w,sold:P,bought:L})=>w||P||L))),r=s.length<7?i.slice(-7):s;if(this.shown==="today"||r.every(({savings:w})=>!w))return B;let o=Math.max(...r.map(({savings:w})=>w),0),c=Math.min(...r.map(({savings:w})=>w),0),h=w=>(o-w)/(o-c||1)*100,u=100/r.length,g=this.day===void 0?void 0:r[this.day],f=r[0],_=r.at(-1),v=w=>`${Li(this.hass,w.start)}: ${$t(this.hass,w.savings,e.currency,{sign:!0})}`;return k`
      <h3>${g?v(g):this.text("days_label")}</h3><svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${r.map(v).join(", ")}>
        ${r.map((w,P)=>yl`
            <rect class="slot" x=${P*u} y="0" width=${u} height="100"
              @pointerenter=${()=>this.day=P} @pointerleave=${()=>this.day=void 0}></rect><rect class=${w.savings<0?"bad":"good"} x=${P*u+u*.12} width=${u*.76}
              y=${Math.min(h(w.savings),h(0))} height=${Math.abs(h(w.savings)-h(0))}></rect>`)}
        <line x1="0" x2="100" y1=${h(0)} y2=${h(0)}></line></svg><div class="ends muted" aria-hidden="true"><span>${f?bo(this.hass,f.start):""}</span><span>${_?bo(this.hass,_.start):""}</span></div>
    `}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}};di.styles=[...$e.styles,ze`
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
    `],U([Se()],di.prototype,"summary",2),U([Se()],di.prototype,"period",2),U([Se()],di.prototype,"day",2),di=U([je("energy-trade-money-card")],di);function Nd({sold:n,bought:t,amount:e,savings:i}){return!n&&!t&&!e&&!i}var vo="energy-trade",Lt=class extends vt{constructor(){super(...arguments);this.kept=!1}setConfig(){}getCardSize(){return 2}static isWanted(e){return location.pathname.split("/")[1]===vo&&e.user?.is_admin===!0&&e.panels[vo]?.show_in_sidebar===!1}render(){if(!this.kept&&!Lt.isWanted(this.hass))return B;let e=i=>st(this.hass.language,i);return k`
      <ha-card><p role="status">${e(this.kept?"offer_kept":"offer_text")}</p>
        ${this.kept?B:k`<button @click=${()=>{this.keep()}}>${e("offer_keep")}</button>`}
      </ha-card>
    `}async keep(){await this.hass.callWS({type:"frontend/update_panel",url_path:vo,show_in_sidebar:!0}),this.kept=!0}};Lt.styles=ze`
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
  `,U([We({attribute:!1})],Lt.prototype,"hass",2),U([Se()],Lt.prototype,"kept",2),Lt=U([je("energy-trade-offer-card")],Lt);var Fd=1e6,wo=1e3,_c=n=>`${n.device}@${n.start}`,ti=class extends $e{constructor(){super(...arguments);this.titleKey="plan_title";this.said="";this.busy=!1;this.nowFunction=()=>this.now();this.timeFunction=e=>rt(this.hass,e);this.offsetFunction=e=>Ns(this.hass,e);this.onChoose=e=>{this.chosen=e.detail.index};this.plain=(e,i)=>mn(this.hass,e,i);this.kilo=(e,i)=>mn(this.hass,e/wo,i)}static getStubConfig(){return{power:!0}}static getConfigForm(){return St({name:"power",selector:{boolean:{}}})}content(e,i){let s=e.plan;if(!s||s.steps.length===0)return this.notice("plan_empty");let{line:r,panes:o}=this.picture(e,s),c=this.chosen!==void 0&&this.chosen<r.length?this.chosen:Gn(r,this.now()),h=s.steps[c],u=Kt(e.interval_seconds);return k`
      ${h?this.readout(e,h,u):B}
      <energy-trade-chart
        .line=${r}
        .panes=${o}
        .chosen=${this.chosen}
        .now=${this.nowFunction}
        .timeFormat=${this.timeFunction}
        .clockOffset=${this.offsetFunction}
        .theme=${this.hass.themes}
        .label=${this.text("plan_label")}
        .valueText=${h?this.spoken(e,h,u):""}
        @choose=${this.onChoose}
      ></energy-trade-chart>
      ${this.legend(s)} ${this.runs(e,s,r,i,u)}
    `}picture(e,i){let s=[this.hass.language,this.hass.locale.number_format,this.config.power].join(),{made:r}=this;if(r?.key===s&&Vd(r.plan,i))return r;let{steps:o}=i,c=o.map(({start:u,seconds:g})=>({start:u,end:u+g})),h=[this.prices(e,o)];return this.config.power!==!1&&h.push(this.power(o)),yc(i)&&h.push(this.battery(o)),this.made={plan:i,key:s,line:c,panes:h}}prices(e,i){let s=[{values:i.map(({buy:r})=>r),kind:"steps",color:"--et-bought",width:2,fill:.1},{values:i.map(({sell:r})=>r),kind:"steps",color:"--et-sold",width:2,fill:.1}];return{title:`${Bs(e.currency)}/kWh`,height:98,layers:s,format:this.plain,include:[0]}}power(e){let i=[{values:e.map(({pv_w:s})=>s),kind:"steps",color:"--et-solar",width:0,fill:.35},{values:e.map(({load_w:s})=>s),kind:"steps",color:"--primary-text-color",width:1.5},{values:e.map(({battery_w:s})=>s),kind:"bars",color:"--et-battery",fill:.7}];return{title:`${this.text("power")}, kW`,height:144,layers:i,unit:wo,format:this.kilo,include:[0,100]}}battery(e){let s=[{values:[null,...e.map(({soc_wh:r})=>r)],kind:"line",color:"--et-battery",width:2,fill:.25}];return{title:`${this.text("battery_level")}, kWh`,height:110,layers:s,unit:wo,format:this.kilo,include:[0,100]}}facts(e,i){let{hass:s}=this,r=[];return i.buy!==null&&r.push(["price_bought",Gt(s,i.buy,e.currency)]),i.sell!==null&&r.push(["price_sold",Gt(s,i.sell,e.currency)]),i.load_w!==null&&r.push(["load",qn(s,i.load_w)]),i.pv_w!==null&&r.push(["solar",qn(s,i.pv_w)]),r.push([i.net_w<0?"net_import":"net_export",qn(s,Math.abs(i.net_w))]),i.battery_w&&Math.abs(i.battery_w)>=1&&r.push([i.battery_w<0?"charging":"discharging",qn(s,Math.abs(i.battery_w))]),i.soc_wh&&r.push(["battery_level",this.kwh(i.soc_wh)]),r}kwh(e){return`${ui(this.hass,e/1e3,{minimumFractionDigits:1,maximumFractionDigits:1})} kWh`}when(e,i){let s=jt(this.hass,e.start,e.start+e.seconds,this.now(),i);return this.chosen===void 0?`${this.text("now")} · ${s}`:s}spoken(e,i,s){return[this.when(i,s),...this.facts(e,i).map(([r,o])=>`${this.text(r)} ${o}`)].join(", ")}readout(e,i,s){return k`
      <div class="readout" aria-hidden="true"><div class="muted">${this.when(i,s)}</div><dl>
          ${this.facts(e,i).map(([r,o])=>k`<div><dt>${this.text(r)}</dt><dd class="number">${o}</dd></div>`)}
        </dl></div>
    `}legend(e){let i=(s,r,o)=>k`<span><i class=${s} style="--c:var(${r})"></i>${this.text(o)}</span>`;return k`
      <div class="legend" aria-hidden="true">
        ${i("line","--et-bought","price_bought")}${i("line","--et-sold","price_sold")}
        ${i("area","--et-solar","solar")}${i("line","--primary-text-color","load")}
        ${yc(e)?i("area","--et-battery","battery"):B}
      </div>
    `}runs(e,i,s,r,o){let c=i.runs.filter(({kind:_})=>_!=="battery");if(c.length===0)return k`<h3>${this.text("runs")}</h3><p class="muted">${this.text("no_runs")}</p>`;let h=s[0]?.start??0,u=(s.at(-1)?.end??h+1)-h,g=new Map;for(let _ of c)g.set(_.device,[...g.get(_.device)??[],_]);let f=c.find(_=>_c(_)===this.opened);return k`
      <h3>${this.text("runs")}</h3><div class="runs" style="--axis:${Wn}px;--edge:${uo}px">
        ${[...g.values()].map(_=>k`
            <div class="device"><div class="name"><span>${_[0]?.name}</span><span class="muted number">${this.next(_,o)}</span></div><div class="track">${_.map(v=>this.run(e,v,h,u,o))}</div></div>
          `)}
      </div>
      ${f?this.details(e,f,r,o):B}
      <p class="muted" role="status">${this.said}</p>
    `}next(e,i){let s=e.find(({end:r})=>r>this.now());return s?jt(this.hass,s.start,s.end,this.now(),i):""}run(e,i,s,r,o){let c=Math.max(0,(i.start-s)/r*100),h=Math.max(.5,Math.min(100-c,(i.end-i.start)/r*100)),u=_c(i),g=jt(this.hass,i.start,i.end,this.now(),o),f=[i.name,g,this.costText(e,i),this.reasonText(i)].filter(Boolean).join(", ");return k`
      <button
        class="run ${i.kind}"
        style="left:${c}%;width:${h}%"
        aria-label=${f}
        title=${f}
        aria-expanded=${u===this.opened}
        @click=${()=>{this.opened=u===this.opened?void 0:u,this.said=""}}
      ></button>
    `}costText(e,i){if(i.cost===null)return"";let s=$t(this.hass,Math.abs(i.cost)/Fd,e.currency);return`${this.text(i.cost<0?"run_earns":"run_cost")} ${s}`}reasonText(e){let i=`reason_${e.reason??""}`,s=this.text(i);return s===i?"":s}details(e,i,s,r){let o=h=>this.hass.services[qe]?.[h]!==void 0,c=i.start>this.now();return k`
      <div class="details" role="region" aria-label=${i.name}><div><b>${i.name}</b><span class="number">${jt(this.hass,i.start,i.end,this.now(),r)}</span><span class="muted number">${[this.kwh(i.energy_wh),this.costText(e,i)].filter(Boolean).join(" · ")}</span><span class="muted">${this.reasonText(i)}</span></div>
        ${c&&i.can_run_now&&o("run_now")?k`
              <div class="actions"><button class="action strong" ?disabled=${this.busy} @click=${()=>{this.act("run_now",i,s)}}>
                  ${this.text("run_now")}
                </button>
                ${o("run_later")?k`
                      <button class="action" ?disabled=${this.busy} @click=${()=>{this.act("run_later",i,s)}}>
                        ${this.text("run_later")}
                      </button>
                    `:B}
              </div>
            `:B}
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
    `],U([Se()],ti.prototype,"chosen",2),U([Se()],ti.prototype,"opened",2),U([Se()],ti.prototype,"said",2),U([Se()],ti.prototype,"busy",2),ti=U([je("energy-trade-plan-card")],ti);function yc(n){return n.steps.some(({soc_wh:t,battery_w:e})=>(t??0)!==0||(e??0)!==0)}function Vd(n,t){return n===t||JSON.stringify(n.steps)===JSON.stringify(t.steps)}var yn=class extends $e{constructor(){super(...arguments);this.titleKey="questions_title";this.answering={}}static getStubConfig(){return{}}static getConfigForm(){return St({name:"hide_empty",selector:{boolean:{}}})}content(e,i){let s=e.questions??[];return this.toggleAttribute("asks",s.length>0),s.length===0?this.config.hide_empty&&!this.preview?this.disappear(!0):(this.disappear(!1),this.notice("questions_empty")):(this.disappear(!1),k`<div aria-live="polite">${s.map(r=>this.question(r,i))}</div>`)}disappear(e){return this.hidden!==e&&(this.hidden=e,this.dispatchEvent(new CustomEvent("card-visibility-changed",{bubbles:!0,composed:!0,detail:{value:!e}}))),B}question(e,i){let{choice:s,error:r}=this.answering[e.question_id]??{},o=e.choices.find(({choice:h})=>h===e.default)?.text??e.default,c={time:rt(this.hass,e.expires),choice:o};return k`
      <section aria-labelledby=${e.question_id}><h3 id=${e.question_id}>${e.title}</h3><p>${e.text}</p><div class="choices" role="group" aria-labelledby=${e.question_id}>
          ${e.choices.map(({choice:h,text:u},g)=>k`
              <button
                class="action ${g===0?"strong":""}"
                ?disabled=${s!==void 0}
                @click=${()=>{this.answer(e,h,i)}}
              >${u}</button>
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
    `],U([Se()],yn.prototype,"answering",2),yn=U([je("energy-trade-questions-card")],yn);var vn={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Zn=n=>(...t)=>({_$litDirective$:n,values:t}),bn=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:Ud}=wl,bc=n=>n;var wc=n=>n.strings===void 0,vc=()=>document.createComment(""),wn=(n,t,e)=>{let i=n._$AA.parentNode,s=t===void 0?n._$AB:t._$AA;if(e===void 0){let r=i.insertBefore(vc(),s),o=i.insertBefore(vc(),s);e=new Ud(r,o,n,n.options)}else{let r=e._$AB.nextSibling,o=e._$AM,c=o!==n;if(c){let h;e._$AQ?.(n),e._$AM=n,e._$AP!==void 0&&(h=n._$AU)!==o._$AU&&e._$AP(h)}if(r!==s||c){let h=e._$AA;for(;h!==r;){let u=bc(h).nextSibling;bc(i).insertBefore(h,s),h=u}}}return e},pi=(n,t,e=n)=>(n._$AI(t,e),n),Wd={},xc=(n,t=Wd)=>n._$AH=t,Sc=n=>n._$AH,Us=n=>{n._$AR(),n._$AA.remove()};var Jn=(n,t)=>{let e=n._$AN;if(e===void 0)return!1;for(let i of e)i._$AO?.(t,!1),Jn(i,t);return!0},Ws=n=>{let t,e;do{if((t=n._$AM)===void 0)break;e=t._$AN,e.delete(n),n=t}while(e?.size===0)},$c=n=>{for(let t;t=n._$AM;n=t){let e=t._$AN;if(e===void 0)t._$AN=e=new Set;else if(e.has(n))break;e.add(n),jd(t)}};function Gd(n){this._$AN!==void 0?(Ws(this),this._$AM=n,$c(this)):this._$AM=n}function Kd(n,t=!1,e=0){let i=this._$AH,s=this._$AN;if(s!==void 0&&s.size!==0)if(t)if(Array.isArray(i))for(let r=e;r<i.length;r++)Jn(i[r],!1),Ws(i[r]);else i!=null&&(Jn(i,!1),Ws(i));else Jn(this,n)}var jd=n=>{n.type==vn.CHILD&&(n._$AP??=Kd,n._$AQ??=Gd)},Gs=class extends bn{constructor(){super(...arguments),this._$AN=void 0}_$AT(t,e,i){super._$AT(t,e,i),$c(this),this.isConnected=t._$AU}_$AO(t,e=!0){t!==this.isConnected&&(this.isConnected=t,t?this.reconnected?.():this.disconnected?.()),e&&(Jn(this,t),Ws(this))}setValue(t){if(wc(this._$Ct))this._$Ct._$AI(t,this);else{let e=[...this._$Ct._$AH];e[this._$Ci]=t,this._$Ct._$AI(e,this,0)}}disconnected(){}reconnected(){}};var kc=(n,t,e)=>{let i=new Map;for(let s=t;s<=e;s++)i.set(n[s],s);return i},Tc=Zn(class extends bn{constructor(n){if(super(n),n.type!==vn.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,t,e){let i;e===void 0?e=t:t!==void 0&&(i=t);let s=[],r=[],o=0;for(let c of n)s[o]=i?i(c,o):o,r[o]=e(c,o),o++;return{values:r,keys:s}}render(n,t,e){return this.dt(n,t,e).values}update(n,[t,e,i]){let s=Sc(n),{values:r,keys:o}=this.dt(t,e,i);if(!Array.isArray(s))return this.ut=o,r;let c=this.ut??=[],h=[],u,g,f=0,_=s.length-1,v=0,w=r.length-1;for(;f<=_&&v<=w;)if(s[f]===null)f++;else if(s[_]===null)_--;else if(c[f]===o[v])h[v]=pi(s[f],r[v]),f++,v++;else if(c[_]===o[w])h[w]=pi(s[_],r[w]),_--,w--;else if(c[f]===o[w])h[w]=pi(s[f],r[w]),wn(n,h[w+1],s[f]),f++,w--;else if(c[_]===o[v])h[v]=pi(s[_],r[v]),wn(n,s[f],s[_]),_--,v++;else if(u===void 0&&(u=kc(o,v,w),g=kc(c,f,_)),u.has(c[f]))if(u.has(c[_])){let P=g.get(o[v]),L=P!==void 0?s[P]:null;if(L===null){let R=wn(n,s[f]);pi(R,r[v]),h[v]=R}else h[v]=pi(L,r[v]),wn(n,s[f],L),s[P]=null;v++}else Us(s[_]),_--;else Us(s[f]),f++;for(;v<=w;){let P=wn(n,h[w+1]);pi(P,r[v]),h[v++]=P}for(;f<=_;){let P=s[f++];P!==null&&Us(P)}return this.ut=o,xc(n,h),Mt}});var Qn=class n extends Event{constructor(t){super(n.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Qn.eventName="rangeChanged";var Xn=class n extends Event{constructor(t){super(n.eventName,{bubbles:!1}),this.first=t.first,this.last=t.last}};Xn.eventName="visibilityChanged";var es=class n extends Event{constructor(){super(n.eventName,{bubbles:!1})}};es.eventName="unpinned";var xo=class{constructor(t){this._element=null;let e=t??window;this._node=e,t&&(this._element=t)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},Ks=class extends xo{constructor(t,e){super(e),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let i=this._node;this._originalScrollTo=i.scrollTo,this._originalScrollBy=i.scrollBy,this._originalScroll=i.scroll,this._attach(t)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;this._scrollTo(i)}scrollBy(t,e){let i=typeof t=="number"&&typeof e=="number"?{left:t,top:e}:t;i.top!==void 0&&(i.top+=this.scrollTop),i.left!==void 0&&(i.left+=this.scrollLeft),this._scrollTo(i)}_nativeScrollTo(t){this._originalScrollTo.bind(this._element||window)(t)}_scrollTo(t,e=null,i=null){this._end!==null&&this._end(),t.behavior==="smooth"?(this._setDestination(t),this._retarget=e,this._end=i):this._resetScrollState(),this._nativeScrollTo(t)}_setDestination(t){let{top:e,left:i}=t;return e=e===void 0?void 0:Math.max(0,Math.min(e,this.maxScrollTop)),i=i===void 0?void 0:Math.max(0,Math.min(i,this.maxScrollLeft)),this._destination!==null&&i===this._destination.left&&e===this._destination.top?!1:(this.__destination={top:e,left:i,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(t){this._destination&&this._setDestination(t)&&this._nativeScrollTo(this._destination)}managedScrollTo(t,e,i){return this._scrollTo(t,e,i),this._updateManagedScrollTo}correctScrollError(t){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(t),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:t,scrollLeft:e}=this,{top:i,left:s}=this._destination;i=Math.min(i||0,this.maxScrollTop),s=Math.min(s||0,this.maxScrollLeft);let r=Math.abs(i-t),o=Math.abs(s-e);r<1&&o<1&&(this._end&&this._end(),this._resetScrollState())}}detach(t){return this._clients.delete(t),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(t){this._clients.add(t),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var zc=typeof window<"u"?window.ResizeObserver:void 0;var Lc=Symbol("virtualizerRef"),Ys="virtualizer-sizer",Dc,Js=class{constructor(t){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!t)throw new Error("Virtualizer constructor requires a configuration object");if(t.hostElement)this._init(t);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(t){Array.isArray(t)&&t!==this._items&&(this._itemsChanged=!0,this._items=t,this._schedule(this._updateLayout))}_init(t){this._isScroller=!!t.scroller,this._initHostElement(t);let e=t.layout||{};this._layoutInitialized=this._initLayout(e)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new zc(()=>this._hostElementSizeChanged()),this._childrenRO=new zc(this._childrenSizeChanged.bind(this))}_initHostElement(t){let e=this._hostElement=t.hostElement;this._applyVirtualizerStyles(),e[Lc]=this}connected(){this._initObservers();let t=this._isScroller;this._clippingAncestors=ep(this._hostElement,t),this._scrollerController=new Ks(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(t=>{t.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(t),this._hostElementRO.observe(t)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(t=>this._childrenRO.observe(t)),this._scrollEventListeners.forEach(t=>t.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(t=>t.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let e=this._hostElement.style;e.display=e.display||"block",e.position=e.position||"relative",e.contain=e.contain||"size layout",this._isScroller&&(e.overflow=e.overflow||"auto",e.minHeight=e.minHeight||"150px")}_getSizer(){let t=this._hostElement;if(!this._sizer){let e=t.querySelector(`[${Ys}]`);e||(e=document.createElement("div"),e.setAttribute(Ys,""),t.appendChild(e)),Object.assign(e.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),e.textContent="&nbsp;",e.setAttribute(Ys,""),this._sizer=e}return this._sizer}async updateLayoutConfig(t){await this._layoutInitialized;let e=t.type||Dc;if(typeof e=="function"&&this._layout instanceof e){let i={...t};return delete i.type,this._layout.config=i,!0}return!1}async _initLayout(t){let e,i;if(typeof t.type=="function"){i=t.type;let s={...t};delete s.type,e=s}else e=t;i===void 0&&(Dc=i=(await Promise.resolve().then(()=>(Mc(),Ac))).FlowLayout),this._layout=new i(s=>this._handleLayoutMessage(s),e),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let t=window.performance.now(),e=t-this._benchmarkStart,s=performance.getEntriesByName("uv-virtualizing","measure").filter(r=>r.startTime>=this._benchmarkStart&&r.startTime<t).reduce((r,o)=>r+o.duration,0);return this._benchmarkStart=null,{timeElapsed:e,virtualizationTime:s}}return null}_measureChildren(){let t={},e=this._children,i=this._measureChildOverride||this._measureChild;for(let s=0;s<e.length;s++){let r=e[s],o=this._first+s;(this._itemsChanged||this._toBeMeasured.has(r))&&(t[o]=i.call(this,r,this._items[o]))}this._childMeasurements=t,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(t){let{width:e,height:i}=t.getBoundingClientRect();return Object.assign({width:e,height:i},Qd(t))}async _schedule(t){this._scheduled.has(t)||(this._scheduled.add(t),await Promise.resolve(),this._scheduled.delete(t),t.call(this))}async _updateDOM(t){this._scrollSize=t.scrollSize,this._adjustRange(t.range),this._childrenPos=t.childPositions,this._scrollError=t.scrollError||null;let{_rangeChanged:e,_itemsChanged:i}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(e||i)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(t=>this._childrenRO.observe(t)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(t){console.warn("Error measuring performance data: ",t)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(t){t.type==="scroll"?(t.currentTarget===window||this._clippingAncestors.includes(t.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",t)}_handleLayoutMessage(t){t.type==="stateChanged"?this._updateDOM(t):t.type==="visibilityChanged"?(this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._notifyVisibility()):t.type==="unpinned"&&this._hostElement.dispatchEvent(new es)}get _children(){let t=[],e=this._hostElement.firstElementChild;for(;e;)e.hasAttribute(Ys)||t.push(e),e=e.nextElementSibling;return t}_updateView(){let t=this._hostElement,e=this._scrollerController?.element,i=this._layout;if(t&&e&&i){let s,r,o,c,h=t.getBoundingClientRect();s=0,r=0,o=window.innerHeight,c=window.innerWidth;let u=this._clippingAncestors.map(R=>R.getBoundingClientRect());u.unshift(h);for(let R of u)s=Math.max(s,R.top),r=Math.max(r,R.left),o=Math.min(o,R.bottom),c=Math.min(c,R.right);let g=e.getBoundingClientRect(),f={left:h.left-g.left,top:h.top-g.top},_={width:e.scrollWidth,height:e.scrollHeight},v=s-h.top+t.scrollTop,w=r-h.left+t.scrollLeft,P=Math.max(0,o-s),L=Math.max(0,c-r);i.viewportSize={width:L,height:P},i.viewportScroll={top:v,left:w},i.totalScrollSize=_,i.offsetWithinScroller=f}}_sizeHostElement(t){let i=t&&t.width!==null?Math.min(82e5,t.width):0,s=t&&t.height!==null?Math.min(82e5,t.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${i}px, ${s}px)`;else{let r=this._hostElement.style;r.minWidth=i?`${i}px`:"100%",r.minHeight=s?`${s}px`:"100%"}}_positionChildren(t){t&&t.forEach(({top:e,left:i,width:s,height:r,xOffset:o,yOffset:c},h)=>{let u=this._children[h-this._first];u&&(u.style.position="absolute",u.style.boxSizing="border-box",u.style.transform=`translate(${i}px, ${e}px)`,s!==void 0&&(u.style.width=s+"px"),r!==void 0&&(u.style.height=r+"px"),u.style.left=o===void 0?null:o+"px",u.style.top=c===void 0?null:c+"px")})}async _adjustRange(t){let{_first:e,_last:i,_firstVisible:s,_lastVisible:r}=this;this._first=t.first,this._last=t.last,this._firstVisible=t.firstVisible,this._lastVisible=t.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==e||this._last!==i,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==s||this._lastVisible!==r}_correctScrollError(){if(this._scrollError){let{scrollTop:t,scrollLeft:e}=this._scrollerController,{top:i,left:s}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:t-i,left:e-s})}}element(t){return t===1/0&&(t=this._items.length-1),this._items?.[t]===void 0?void 0:{scrollIntoView:(e={})=>this._scrollElementIntoView({...e,index:t})}}_scrollElementIntoView(t){if(t.index>=this._first&&t.index<=this._last)this._children[t.index-this._first].scrollIntoView(t);else if(t.index=Math.min(t.index,this._items.length-1),t.behavior==="smooth"){let e=this._layout.getScrollIntoViewCoordinates(t),{behavior:i}=t;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(e,{behavior:i}),()=>this._layout.getScrollIntoViewCoordinates(t),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=t}else this._layout.pin=t}_checkScrollIntoViewTarget(t){let{index:e}=this._scrollIntoViewTarget||{};e&&t?.has(e)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new Qn({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new Xn({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((t,e)=>{this._layoutCompleteResolver=t,this._layoutCompleteRejecter=e})),this._layoutCompletePromise}_rejectLayoutCompletePromise(t){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(t),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(t){if(this._layout?.measureChildren){for(let e of t)this._toBeMeasured.set(e.target,e.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function Qd(n){let t=window.getComputedStyle(n);return{marginTop:Zs(t.marginTop),marginRight:Zs(t.marginRight),marginBottom:Zs(t.marginBottom),marginLeft:Zs(t.marginLeft)}}function Zs(n){let t=n?parseFloat(n):NaN;return Number.isNaN(t)?0:t}function Rc(n){if(n.assignedSlot!==null)return n.assignedSlot;if(n.parentElement!==null)return n.parentElement;let t=n.parentNode;return t&&t.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&t.host||null}function Xd(n,t=!1){let e=[],i=t?n:Rc(n);for(;i!==null;)e.push(i),i=Rc(i);return e}function ep(n,t=!1){let e=!1;return Xd(n,t).filter(i=>{if(e)return!1;let s=getComputedStyle(i);return e=s.position==="fixed",s.overflow!=="visible"})}var tp=n=>n,ip=(n,t)=>k`${t}: ${JSON.stringify(n,null,2)}`,ko=class extends Gs{constructor(t){if(super(t),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(e,i)=>ip(e,i+this._first),this._keyFunction=(e,i)=>tp(e,i+this._first),this._items=[],t.type!==vn.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(t){t&&this._setFunctions(t);let e=[];if(this._first>=0&&this._last>=this._first)for(let i=this._first;i<=this._last;i++)e.push(this._items[i]);return Tc(e,this._keyFunction,this._renderItem)}update(t,[e]){this._setFunctions(e);let i=this._items!==e.items;return this._items=e.items||[],this._virtualizer?this._updateVirtualizerConfig(t,e):this._initialize(t,e),i?Mt:this.render()}async _updateVirtualizerConfig(t,e){if(!await this._virtualizer.updateLayoutConfig(e.layout||{})){let s=t.parentNode;this._makeVirtualizer(s,e)}this._virtualizer.items=this._items}_setFunctions(t){let{renderItem:e,keyFunction:i}=t;e&&(this._renderItem=(s,r)=>e(s,r+this._first)),i&&(this._keyFunction=(s,r)=>i(s,r+this._first))}_makeVirtualizer(t,e){this._virtualizer&&this._virtualizer.disconnected();let{layout:i,scroller:s,items:r}=e;this._virtualizer=new Js({hostElement:t,layout:i,scroller:s}),this._virtualizer.items=r,this._virtualizer.connected()}_initialize(t,e){let i=t.parentNode;i&&i.nodeType===1&&(i.addEventListener("rangeChanged",s=>{this._first=s.first,this._last=s.last,this.setValue(this.render())}),this._makeVirtualizer(i,e))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},Ic=Zn(ko);var Oc=n=>Date.parse(n)/1e3;function Hc(n,t,e){return[...n.filter(({start:s})=>s<e),...t.map(s=>({...s,start:Oc(s.start),end:Oc(s.end)}))]}function Bc(n,t){return n.find(({amount:i})=>i===null)?.start??n.at(-1)?.end??t}function Nc(n,t){let e=t.toLocaleLowerCase().split(/\s+/).filter(Boolean);return e.length===0?n:n.filter(({words:i})=>e.every(s=>i.includes(s)))}var Eo=86400,To=31,np=8*Eo,sp=10,Fc=44,It=class extends $e{constructor(){super(...arguments);this.titleKey="trades_title";this.words="";this.onlyTraded=!0;this.said="";this.exporting=!1;this.asked="";this.export=async()=>{let{home:e}=this;if(e){this.exporting=!0;try{let i=new Date((this.now()-(this.config.days??To)*Eo)*1e3).toISOString(),{response:s}=await this.hass.callService(qe,"export_history",{config_entry_id:e.entry,start:i},void 0,!1,!0);if(!s)return;rp(s.csv,`energy-trade-${new Date().toISOString().slice(0,10)}.csv`),this.said=this.text("exported",{rows:s.rows})}catch(i){this.said=this.text("export_failed",{error:i.message??""})}finally{this.exporting=!1}}}}static getStubConfig(){return{days:To}}static getConfigForm(){return St({name:"days",selector:{number:{min:1,max:366,mode:"box"}}},{name:"height",selector:{number:{min:3,max:40,mode:"box"}}})}setConfig(e){super.setConfig(e),this.trades=void 0,this.asked=""}getGridOptions(){return{columns:24,min_columns:9,rows:"auto"}}willUpdate(e){super.willUpdate(e);let{board:i,home:s}=this;if(!i||!s)return;let r=[s.entry,this.config.days,i.totals,i.blocks.map(({start:c,phase:h})=>[c,h])],o=JSON.stringify(r);o!==this.asked&&this.ask(o,s.entry,JSON.stringify(i.totals))}async ask(e,i,s){this.asked=e;let r=this.trades??[],o=this.now(),c=o-(this.config.days??To)*Eo,h=s===this.settled?o:o-np,u=r.length===0?c:Math.max(c,Math.min(Bc(r,c),h));try{let g={config_entry_id:i,start:new Date(u*1e3).toISOString()},{response:f}=await this.hass.callService(qe,"get_trades",g,void 0,!1,!0);if(e!==this.asked||!f)return;let _=f.trades[0];this.trades=Hc(r,f.trades,_?Date.parse(_.start)/1e3:u),this.settled=s}catch{e===this.asked&&(this.asked="")}}rows(e){let i=[this.trades,this.onlyTraded,this.hass.locale,this.hass.language];if(this.rowsOf?.key.every((c,h)=>c===i[h]))return this.rowsOf.rows;let s=Kt(e.interval_seconds),o=(this.trades??[]).filter(({traded:c,metered:h})=>c!==0||!this.onlyTraded&&h!==null).map(c=>({...c,words:this.wordsOf(c,s)})).reverse();return this.rowsOf={key:i,rows:o},o}wordsOf(e,i){let s=new Date(e.start*1e3),o=[`${s.getFullYear()}-${String(s.getMonth()+1).padStart(2,"0")}-${String(s.getDate()).padStart(2,"0")}`,Li(this.hass,e.start),rt(this.hass,e.start,i)];return e.traded&&o.push(this.text(e.traded>0?"sold":"bought")),[...o,...this.states(e)].join(" ").toLocaleLowerCase()}states(e){let i=[this.text(e.amount===null?"pending":"settled")];return e.estimated&&i.push(this.text("estimated")),e.late&&i.push(this.text("late")),e.amount!==null&&e.metered===null&&i.push(this.text("unmetered")),i}aside(){return this.board?k`
      <button class="action" ?disabled=${this.exporting} @click=${this.export}>${this.text("export_csv")}</button>
    `:B}content(e){if(!this.trades)return this.notice("loading");let i=this.rows(e),s=Nc(i,this.words),r=this.text("trades_count",{shown:s.length,count:i.length});return k`
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
    `}find(e){this.words=e,this.body_?.scrollTo({top:0})}nothingThere(e){let i=e===0?this.text("trades_empty"):this.text("trades_no_match",{query:this.words});return k`<p class="notice">${i}</p>`}table(e,i){let s=Math.min(i.length,this.config.height??sp)*Fc;return k`
      <div class="table" role="table" aria-label=${this.text("trades_label")} aria-rowcount=${i.length+1}><div class="row head" role="row" aria-rowindex="1">
          ${["column_time","column_trade","column_price","column_amount","column_state"].map(r=>k`<span role="columnheader">${this.text(r)}</span>`)}
        </div><div class="body" role="rowgroup" tabindex="0" aria-label=${this.text("trades_label")} style="height:${s}px">
          ${Ic({scroller:!0,items:i,keyFunction:r=>r.start,renderItem:(r,o)=>this.row(e,r,o)})}
        </div></div>
    `}row(e,i,s){let{hass:r}=this,o=Kt(e.interval_seconds),c=i.traded>0?"sold":i.traded<0?"bought":void 0,h=c!==void 0&&i.amount!==null&&Math.abs(i.delivered-i.traded)>=5e-4,[u,...g]=this.states(i),f=(i.amount??0)<0;return k`
      <div class="row" role="row" aria-rowindex=${s+2}><span role="cell" class="number">
          ${rt(r,i.start,o)}<small>${Li(r,i.start)}</small></span><span role="cell" class="number trade ${c??""}">
          ${c?k`<b>${this.text(c)}</b> ${kt(r,Math.abs(i.traded))}`:"–"}
          ${h?k`<small>${this.text("column_delivered")} ${kt(r,Math.abs(i.delivered))}</small>`:B}
        </span><span role="cell" class="number">${i.price===null?"–":Gt(r,i.price,e.currency)}</span><span role="cell" class="number ${f?"":"plus"}">
          ${i.amount===null?"–":$t(r,i.amount,e.currency,{sign:!0,fraction:_o(e.currency)})}
        </span><span role="cell" class="muted">${u}${g.map(_=>k`<em>${_}</em>`)}</span></div>
    `}};It.styles=[...$e.styles,ze`
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
        height: ${Fc}px;
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
          grid-template-columns: minmax(0, 1fr) minmax(0, 1.4fr) minmax(0, 0.8fr);
          gap: 8px;
        }
        .row > :nth-child(3),
        .row > :nth-child(5) {
          display: none;
        }
      }
    `],U([Se()],It.prototype,"trades",2),U([Se()],It.prototype,"words",2),U([Se()],It.prototype,"onlyTraded",2),U([Se()],It.prototype,"said",2),U([Se()],It.prototype,"exporting",2),U([nn(".body")],It.prototype,"body_",2),It=U([je("energy-trade-trades-card")],It);function rp(n,t){let e=document.createElement("a");e.href=URL.createObjectURL(new Blob([n],{type:"text/csv;charset=utf-8"})),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),6e4)}var op=["trading","selling","buying","lowest_selling_price","highest_buying_price","daily_limit"],lp=["planned_start","battery_mode","allow_control","ready","run_now","plan_reason"],ap=new Set(["trading","lowest_selling_price","highest_buying_price","daily_limit","plan_reason"]),cp=new Set(["planned_start","battery_mode","plan_reason"]),Qs=class extends HTMLElement{static{this.configRequired=!1}static getCreateSuggestions(t){return{title:st(t.language,"strategy_name"),icon:"mdi:home-lightning-bolt"}}static generate(t,e){let i=po(e).filter(({entry:s})=>t.homes?.includes(s)??!0);return i.length===0?Promise.resolve({views:[hp(e)]}):Promise.resolve({views:i.flatMap(s=>dp(e,s,i.length>1))})}};function hp(n){return{title:st(n.language,"strategy_name"),path:"overview",type:"panel",cards:[{type:"custom:energy-trade-market-card"}]}}function Vc(n,t){return n.flatMap(e=>{let i=t.get(e);return i===void 0?[]:up(e,i)})}function up(n,t){let e={condition:"state",entity:t,state_not:["unknown","unavailable"]};return{type:"tile",entity:t,name:{type:"entity"},...ap.has(n)?{grid_options:{columns:"full"}}:{},...cp.has(n)?{visibility:[e]}:{},...n==="run_now"?{hide_state:!0}:{}}}function dp(n,t,e){let i=h=>st(n.language,h),s=(h,u={})=>({type:`custom:energy-trade-${h}-card`,entry:t.entry,...u}),r=e?`-${t.entry.toLowerCase().slice(-8)}`:"",o=h=>e?`${t.name}: ${i(h)}`:i(h),c={grid_options:{columns:"full"}};return[{title:e?t.name:i("view_overview"),path:`overview${r}`,type:"sections",max_columns:4,sections:[{type:"grid",column_span:2,cards:[s("questions",{...c,hide_empty:!0}),s("market",c),s("plan",c)]},{type:"grid",cards:[s("money",c),s("community",c)]},{type:"grid",cards:[{type:"heading",heading:i("section_controls")},...Vc(op,t.entities),...t.devices.flatMap(({name:h,entities:u})=>[{type:"heading",heading:h,heading_style:"subtitle"},...Vc(lp,u)]),...Lt.isWanted(n)?[{type:"custom:energy-trade-offer-card",...c}]:[]]}]},{title:o("view_trades"),path:`trades${r}`,type:"sections",max_columns:2,sections:[{type:"grid",column_span:2,cards:[s("trades",{...c,height:14})]}]}]}var pp=["market","plan","money","trades","community","questions"],fp="https://github.com/energy-trade/energy-trade";customElements.define("ll-strategy-dashboard-energy-trade",Qs);function Uc(n,t,e,i){let s=window[n]??=[];if(s.some(o=>o.type===t))return;let r=n==="customStrategies";s.push({type:t,get name(){let o=st(fn(),r?"strategy_name":`${e}_title`);return r?o:`Energy Trade: ${o}`},get description(){return st(fn(),`${e}_description`)},documentationURL:fp,...i})}for(let n of pp)Uc("customCards",`energy-trade-${n}-card`,n,{preview:!0});Uc("customStrategies","energy-trade","strategy",{strategyType:"dashboard"});
