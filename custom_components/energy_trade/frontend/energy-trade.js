/* Energy Trade's cards. Made by script/frontend from frontend/; contains Lit (BSD-3-Clause) and uPlot (MIT). */
var dl=Object.defineProperty;var Dh=Object.getOwnPropertyDescriptor;var Er=(n,i,e)=>()=>{if(e)throw e[0];try{return n&&(i=n(n=0)),i}catch(t){throw e=[t],t}};var Lh=(n,i)=>{for(var e in i)dl(n,e,{get:i[e],enumerable:!0})};var N=(n,i,e,t)=>{for(var s=t>1?void 0:t?Dh(i,e):i,r=n.length-1,o;r>=0;r--)(o=n[r])&&(s=(t?o(i,e,s):o(s))||s);return t&&s&&dl(i,e,s),s};var rs,Hc=Er(()=>{rs=class{constructor(i){this._map=new Map,this._roundAverageSize=!1,this.totalSize=0,i?.roundAverageSize===!0&&(this._roundAverageSize=!0)}set(i,e){let t=this._map.get(i)||0;this._map.set(i,e),this.totalSize+=e-t}get averageSize(){if(this._map.size>0){let i=this.totalSize/this._map.size;return this._roundAverageSize?Math.round(i):i}return 0}getSize(i){return this._map.get(i)}clear(){this._map.clear(),this.totalSize=0}}});function Co(n){return n==="horizontal"?"width":"height"}var Qs,Oc=Er(()=>{Qs=class{_getDefaultConfig(){return{direction:"vertical"}}constructor(i,e){this._latestCoords={left:0,top:0},this._direction=null,this._viewportSize={width:0,height:0},this.totalScrollSize={width:0,height:0},this.offsetWithinScroller={left:0,top:0},this._pendingReflow=!1,this._pendingLayoutUpdate=!1,this._pin=null,this._firstVisible=0,this._lastVisible=0,this._physicalMin=0,this._physicalMax=0,this._first=-1,this._last=-1,this._sizeDim="height",this._secondarySizeDim="width",this._positionDim="top",this._secondaryPositionDim="left",this._scrollPosition=0,this._scrollError=0,this._items=[],this._scrollSize=1,this._overhang=1e3,this._hostSink=i,Promise.resolve().then(()=>this.config=e||this._getDefaultConfig())}set config(i){Object.assign(this,Object.assign({},this._getDefaultConfig(),i))}get config(){return{direction:this.direction}}get items(){return this._items}set items(i){this._setItems(i)}_setItems(i){i!==this._items&&(this._items=i,this._scheduleReflow())}get direction(){return this._direction}set direction(i){i=i==="horizontal"?i:"vertical",i!==this._direction&&(this._direction=i,this._sizeDim=i==="horizontal"?"width":"height",this._secondarySizeDim=i==="horizontal"?"height":"width",this._positionDim=i==="horizontal"?"left":"top",this._secondaryPositionDim=i==="horizontal"?"top":"left",this._triggerReflow())}get viewportSize(){return this._viewportSize}set viewportSize(i){let{_viewDim1:e,_viewDim2:t}=this;Object.assign(this._viewportSize,i),t!==this._viewDim2?this._scheduleLayoutUpdate():e!==this._viewDim1&&this._checkThresholds()}get viewportScroll(){return this._latestCoords}set viewportScroll(i){Object.assign(this._latestCoords,i);let e=this._scrollPosition;this._scrollPosition=this._latestCoords[this._positionDim],Math.abs(e-this._scrollPosition)>=1&&this._checkThresholds()}reflowIfNeeded(i=!1){(i||this._pendingReflow)&&(this._pendingReflow=!1,this._reflow())}set pin(i){this._pin=i,this._triggerReflow()}get pin(){if(this._pin!==null){let{index:i,block:e}=this._pin;return{index:Math.max(0,Math.min(i,this.items.length-1)),block:e}}return null}_clampScrollPosition(i){return Math.max(-this.offsetWithinScroller[this._positionDim],Math.min(i,this.totalScrollSize[Co(this.direction)]-this._viewDim1))}unpin(){this._pin!==null&&(this._sendUnpinnedMessage(),this._pin=null)}_updateLayout(){}get _viewDim1(){return this._viewportSize[this._sizeDim]}get _viewDim2(){return this._viewportSize[this._secondarySizeDim]}_scheduleReflow(){this._pendingReflow=!0}_scheduleLayoutUpdate(){this._pendingLayoutUpdate=!0,this._scheduleReflow()}_triggerReflow(){this._scheduleLayoutUpdate(),Promise.resolve().then(()=>this.reflowIfNeeded())}_reflow(){this._pendingLayoutUpdate&&(this._updateLayout(),this._pendingLayoutUpdate=!1),this._updateScrollSize(),this._setPositionFromPin(),this._getActiveItems(),this._updateVisibleIndices(),this._sendStateChangedMessage()}_setPositionFromPin(){if(this.pin!==null){let i=this._scrollPosition,{index:e,block:t}=this.pin;this._scrollPosition=this._calculateScrollIntoViewPosition({index:e,block:t||"start"})-this.offsetWithinScroller[this._positionDim],this._scrollError=i-this._scrollPosition}}_calculateScrollIntoViewPosition(i){let{block:e}=i,t=Math.min(this.items.length,Math.max(0,i.index)),s=this._getItemPosition(t)[this._positionDim],r=s;if(e!=="start"){let o=this._getItemSize(t)[this._sizeDim];if(e==="center")r=s-.5*this._viewDim1+.5*o;else{let a=s-this._viewDim1+o;if(e==="end")r=a;else{let c=this._scrollPosition;r=Math.abs(c-s)<Math.abs(c-a)?s:a}}}return r+=this.offsetWithinScroller[this._positionDim],this._clampScrollPosition(r)}getScrollIntoViewCoordinates(i){return{[this._positionDim]:this._calculateScrollIntoViewPosition(i)}}_sendUnpinnedMessage(){this._hostSink({type:"unpinned"})}_sendVisibilityChangedMessage(){this._hostSink({type:"visibilityChanged",firstVisible:this._firstVisible,lastVisible:this._lastVisible})}_sendStateChangedMessage(){let i=new Map;if(this._first!==-1&&this._last!==-1)for(let t=this._first;t<=this._last;t++)i.set(t,this._getItemPosition(t));let e={type:"stateChanged",scrollSize:{[this._sizeDim]:this._scrollSize,[this._secondarySizeDim]:null},range:{first:this._first,last:this._last,firstVisible:this._firstVisible,lastVisible:this._lastVisible},childPositions:i};this._scrollError&&(e.scrollError={[this._positionDim]:this._scrollError,[this._secondaryPositionDim]:0},this._scrollError=0),this._hostSink(e)}get _num(){return this._first===-1||this._last===-1?0:this._last-this._first+1}_checkThresholds(){if(this._viewDim1===0&&this._num>0||this._pin!==null)this._scheduleReflow();else{let i=Math.max(0,this._scrollPosition-this._overhang),e=Math.min(this._scrollSize,this._scrollPosition+this._viewDim1+this._overhang);this._physicalMin>i||this._physicalMax<e?this._scheduleReflow():this._updateVisibleIndices({emit:!0})}}_updateVisibleIndices(i){if(this._first===-1||this._last===-1)return;let e=this._first;for(;e<this._last&&Math.round(this._getItemPosition(e)[this._positionDim]+this._getItemSize(e)[this._sizeDim])<=Math.round(this._scrollPosition);)e++;let t=this._last;for(;t>this._first&&Math.round(this._getItemPosition(t)[this._positionDim])>=Math.round(this._scrollPosition+this._viewDim1);)t--;(e!==this._firstVisible||t!==this._lastVisible)&&(this._firstVisible=e,this._lastVisible=t,i&&i.emit&&this._sendVisibilityChangedMessage())}}});var Nc={};Lh(Nc,{FlowLayout:()=>Xs,flow:()=>up});function Bc(n){return n==="horizontal"?"marginLeft":"marginTop"}function pp(n){return n==="horizontal"?"marginRight":"marginBottom"}function mp(n){return n==="horizontal"?"xOffset":"yOffset"}function fp(n,i){let e=[n,i].sort();return e[1]<=0?Math.min(...e):e[0]>=0?Math.max(...e):e[0]+e[1]}var up,Ao,Xs,Fc=Er(()=>{Hc();Oc();up=n=>Object.assign({type:Xs},n);Ao=class{constructor(){this._childSizeCache=new rs,this._marginSizeCache=new rs,this._metricsCache=new Map}update(i,e){let t=new Set;Object.keys(i).forEach(s=>{let r=Number(s);this._metricsCache.set(r,i[r]),this._childSizeCache.set(r,i[r][Co(e)]),t.add(r),t.add(r+1)});for(let s of t){let r=this._metricsCache.get(s)?.[Bc(e)]||0,o=this._metricsCache.get(s-1)?.[pp(e)]||0;this._marginSizeCache.set(s,fp(r,o))}}get averageChildSize(){return this._childSizeCache.averageSize}get totalChildSize(){return this._childSizeCache.totalSize}get averageMarginSize(){return this._marginSizeCache.averageSize}get totalMarginSize(){return this._marginSizeCache.totalSize}getLeadingMarginValue(i,e){return this._metricsCache.get(i)?.[Bc(e)]||0}getChildSize(i){return this._childSizeCache.getSize(i)}getMarginSize(i){return this._marginSizeCache.getSize(i)}clear(){this._childSizeCache.clear(),this._marginSizeCache.clear(),this._metricsCache.clear()}},Xs=class extends Qs{constructor(){super(...arguments),this._itemSize={width:100,height:100},this._physicalItems=new Map,this._newPhysicalItems=new Map,this._metricsCache=new Ao,this._anchorIdx=null,this._anchorPos=null,this._stable=!0,this._measureChildren=!0,this._estimate=!0}get measureChildren(){return this._measureChildren}updateItemSizes(i){this._metricsCache.update(i,this.direction),this._scheduleReflow()}_getPhysicalItem(i){return this._newPhysicalItems.get(i)??this._physicalItems.get(i)}_getSize(i){return this._getPhysicalItem(i)&&this._metricsCache.getChildSize(i)}_getAverageSize(){return this._metricsCache.averageChildSize||this._itemSize[this._sizeDim]}_estimatePosition(i){let e=this._metricsCache;if(this._first===-1||this._last===-1)return e.averageMarginSize+i*(e.averageMarginSize+this._getAverageSize());if(i<this._first){let t=this._first-i;return this._getPhysicalItem(this._first).pos-(e.getMarginSize(this._first-1)||e.averageMarginSize)-(t*e.averageChildSize+(t-1)*e.averageMarginSize)}else{let t=i-this._last;return this._getPhysicalItem(this._last).pos+(e.getChildSize(this._last)||e.averageChildSize)+(e.getMarginSize(this._last)||e.averageMarginSize)+t*(e.averageChildSize+e.averageMarginSize)}}_getPosition(i){let e=this._getPhysicalItem(i),{averageMarginSize:t}=this._metricsCache;return i===0?this._metricsCache.getMarginSize(0)??t:e?e.pos:this._estimatePosition(i)}_calculateAnchor(i,e){return i<=0?0:e>this._scrollSize-this._viewDim1?this.items.length-1:Math.max(0,Math.min(this.items.length-1,Math.floor((i+e)/2/this._delta)))}_getAnchor(i,e){if(this._physicalItems.size===0)return this._calculateAnchor(i,e);if(this._first<0)return this._calculateAnchor(i,e);if(this._last<0)return this._calculateAnchor(i,e);let t=this._getPhysicalItem(this._first),s=this._getPhysicalItem(this._last),r=t.pos;if(s.pos+this._metricsCache.getChildSize(this._last)<i)return this._calculateAnchor(i,e);if(r>e)return this._calculateAnchor(i,e);let c=this._firstVisible-1,d=-1/0;for(;d<i;)d=this._getPhysicalItem(++c).pos+this._metricsCache.getChildSize(c);return c}_getActiveItems(){this._viewDim1===0||this.items.length===0?this._clearItems():this._getItems()}_clearItems(){this._first=-1,this._last=-1,this._physicalMin=0,this._physicalMax=0;let i=this._newPhysicalItems;this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=i,this._stable=!0}_getItems(){let i=this._newPhysicalItems;this._stable=!0;let e,t;if(this.pin!==null){let{index:d}=this.pin;this._anchorIdx=d,this._anchorPos=this._getPosition(d)}if(e=this._scrollPosition-this._overhang,t=this._scrollPosition+this._viewDim1+this._overhang,t<0||e>this._scrollSize){this._clearItems();return}(this._anchorIdx===null||this._anchorPos===null)&&(this._anchorIdx=this._getAnchor(e,t),this._anchorPos=this._getPosition(this._anchorIdx));let s=this._getSize(this._anchorIdx);s===void 0&&(this._stable=!1,s=this._getAverageSize());let r=this._metricsCache.getMarginSize(this._anchorIdx)??this._metricsCache.averageMarginSize,o=this._metricsCache.getMarginSize(this._anchorIdx+1)??this._metricsCache.averageMarginSize;this._anchorIdx===0&&(this._anchorPos=r),this._anchorIdx===this.items.length-1&&(this._anchorPos=this._scrollSize-o-s);let a=0;for(this._anchorPos+s+o<e&&(a=e-(this._anchorPos+s+o)),this._anchorPos-r>t&&(a=t-(this._anchorPos-r)),a&&(this._scrollPosition-=a,e-=a,t-=a,this._scrollError+=a),i.set(this._anchorIdx,{pos:this._anchorPos,size:s}),this._first=this._last=this._anchorIdx,this._physicalMin=this._anchorPos-r,this._physicalMax=this._anchorPos+s+o;this._physicalMin>e&&this._first>0;){let d=this._getSize(--this._first);d===void 0&&(this._stable=!1,d=this._getAverageSize());let _=this._metricsCache.getMarginSize(this._first);_===void 0&&(this._stable=!1,_=this._metricsCache.averageMarginSize),this._physicalMin-=d;let m=this._physicalMin;if(i.set(this._first,{pos:m,size:d}),this._physicalMin-=_,this._stable===!1&&this._estimate===!1)break}for(;this._physicalMax<t&&this._last<this.items.length-1;){let d=this._getSize(++this._last);d===void 0&&(this._stable=!1,d=this._getAverageSize());let _=this._metricsCache.getMarginSize(this._last);_===void 0&&(this._stable=!1,_=this._metricsCache.averageMarginSize);let m=this._physicalMax;if(i.set(this._last,{pos:m,size:d}),this._physicalMax+=d+_,!this._stable&&!this._estimate)break}let c=this._calculateError();c&&(this._physicalMin-=c,this._physicalMax-=c,this._anchorPos-=c,this._scrollPosition-=c,i.forEach(d=>d.pos-=c),this._scrollError+=c),this._stable&&(this._newPhysicalItems=this._physicalItems,this._newPhysicalItems.clear(),this._physicalItems=i)}_calculateError(){return this._first===0?this._physicalMin:this._physicalMin<=0?this._physicalMin-this._first*this._delta:this._last===this.items.length-1?this._physicalMax-this._scrollSize:this._physicalMax>=this._scrollSize?this._physicalMax-this._scrollSize+(this.items.length-1-this._last)*this._delta:0}_reflow(){let{_first:i,_last:e}=this;super._reflow(),(this._first===-1&&this._last==-1||this._first===i&&this._last===e)&&this._resetReflowState()}_resetReflowState(){this._anchorIdx=null,this._anchorPos=null,this._stable=!0}_updateScrollSize(){let{averageMarginSize:i}=this._metricsCache;this._scrollSize=Math.max(1,this.items.length*(i+this._getAverageSize())+i)}get _delta(){let{averageMarginSize:i}=this._metricsCache;return this._getAverageSize()+i}_getItemPosition(i){return{[this._positionDim]:this._getPosition(i),[this._secondaryPositionDim]:0,[mp(this.direction)]:-(this._metricsCache.getLeadingMarginValue(i,this.direction)??this._metricsCache.averageMarginSize)}}_getItemSize(i){return{[this._sizeDim]:this._getSize(i)||this._getAverageSize(),[this._secondarySizeDim]:this._itemSize[this._secondarySizeDim]}}_viewDim2Changed(){this._metricsCache.clear(),this._scheduleReflow()}}});var gs=globalThis,_s=gs.ShadowRoot&&(gs.ShadyCSS===void 0||gs.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Cr=Symbol(),ul=new WeakMap,zn=class{constructor(i,e,t){if(this._$cssResult$=!0,t!==Cr)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=i,this.t=e}get styleSheet(){let i=this.o,e=this.t;if(_s&&i===void 0){let t=e!==void 0&&e.length===1;t&&(i=ul.get(e)),i===void 0&&((this.o=i=new CSSStyleSheet).replaceSync(this.cssText),t&&ul.set(e,i))}return i}toString(){return this.cssText}},ys=n=>new zn(typeof n=="string"?n:n+"",void 0,Cr),ve=(n,...i)=>{let e=n.length===1?n[0]:i.reduce((t,s,r)=>t+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new zn(e,n,Cr)},pl=(n,i)=>{if(_s)n.adoptedStyleSheets=i.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of i){let t=document.createElement("style"),s=gs.litNonce;s!==void 0&&t.setAttribute("nonce",s),t.textContent=e.cssText,n.appendChild(t)}},Ar=_s?n=>n:n=>n instanceof CSSStyleSheet?(i=>{let e="";for(let t of i.cssRules)e+=t.cssText;return ys(e)})(n):n;var{is:Ih,defineProperty:Hh,getOwnPropertyDescriptor:Oh,getOwnPropertyNames:Bh,getOwnPropertySymbols:Nh,getPrototypeOf:Fh}=Object,bs=globalThis,ml=bs.trustedTypes,Vh=ml?ml.emptyScript:"",Wh=bs.reactiveElementPolyfillSupport,Rn=(n,i)=>n,Dn={toAttribute(n,i){switch(i){case Boolean:n=n?Vh:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,i){let e=n;switch(i){case Boolean:e=n!==null;break;case Number:e=n===null?null:Number(n);break;case Object:case Array:try{e=JSON.parse(n)}catch{e=null}}return e}},vs=(n,i)=>!Ih(n,i),fl={attribute:!0,type:String,converter:Dn,reflect:!1,useDefault:!1,hasChanged:vs};Symbol.metadata??=Symbol("metadata"),bs.litPropertyMetadata??=new WeakMap;var Xt=class extends HTMLElement{static addInitializer(i){this._$Ei(),(this.l??=[]).push(i)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(i,e=fl){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(i)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(i,e),!e.noAccessor){let t=Symbol(),s=this.getPropertyDescriptor(i,t,e);s!==void 0&&Hh(this.prototype,i,s)}}static getPropertyDescriptor(i,e,t){let{get:s,set:r}=Oh(this.prototype,i)??{get(){return this[e]},set(o){this[e]=o}};return{get:s,set(o){let a=s?.call(this);r?.call(this,o),this.requestUpdate(i,a,t)},configurable:!0,enumerable:!0}}static getPropertyOptions(i){return this.elementProperties.get(i)??fl}static _$Ei(){if(this.hasOwnProperty(Rn("elementProperties")))return;let i=Fh(this);i.finalize(),i.l!==void 0&&(this.l=[...i.l]),this.elementProperties=new Map(i.elementProperties)}static finalize(){if(this.hasOwnProperty(Rn("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Rn("properties"))){let e=this.properties,t=[...Bh(e),...Nh(e)];for(let s of t)this.createProperty(s,e[s])}let i=this[Symbol.metadata];if(i!==null){let e=litPropertyMetadata.get(i);if(e!==void 0)for(let[t,s]of e)this.elementProperties.set(t,s)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let s=this._$Eu(e,t);s!==void 0&&this._$Eh.set(s,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(i){let e=[];if(Array.isArray(i)){let t=new Set(i.flat(1/0).reverse());for(let s of t)e.unshift(Ar(s))}else i!==void 0&&e.push(Ar(i));return e}static _$Eu(i,e){let t=e.attribute;return t===!1?void 0:typeof t=="string"?t:typeof i=="string"?i.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(i=>this.enableUpdating=i),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(i=>i(this))}addController(i){(this._$EO??=new Set).add(i),this.renderRoot!==void 0&&this.isConnected&&i.hostConnected?.()}removeController(i){this._$EO?.delete(i)}_$E_(){let i=new Map,e=this.constructor.elementProperties;for(let t of e.keys())this.hasOwnProperty(t)&&(i.set(t,this[t]),delete this[t]);i.size>0&&(this._$Ep=i)}createRenderRoot(){let i=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return pl(i,this.constructor.elementStyles),i}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(i=>i.hostConnected?.())}enableUpdating(i){}disconnectedCallback(){this._$EO?.forEach(i=>i.hostDisconnected?.())}attributeChangedCallback(i,e,t){this._$AK(i,t)}_$ET(i,e){let t=this.constructor.elementProperties.get(i),s=this.constructor._$Eu(i,t);if(s!==void 0&&t.reflect===!0){let r=(t.converter?.toAttribute!==void 0?t.converter:Dn).toAttribute(e,t.type);this._$Em=i,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(i,e){let t=this.constructor,s=t._$Eh.get(i);if(s!==void 0&&this._$Em!==s){let r=t.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:Dn;this._$Em=s;let a=o.fromAttribute(e,r.type);this[s]=a??this._$Ej?.get(s)??a,this._$Em=null}}requestUpdate(i,e,t,s=!1,r){if(i!==void 0){let o=this.constructor;if(s===!1&&(r=this[i]),t??=o.getPropertyOptions(i),!((t.hasChanged??vs)(r,e)||t.useDefault&&t.reflect&&r===this._$Ej?.get(i)&&!this.hasAttribute(o._$Eu(i,t))))return;this.C(i,e,t)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(i,e,{useDefault:t,reflect:s,wrapped:r},o){t&&!(this._$Ej??=new Map).has(i)&&(this._$Ej.set(i,o??e??this[i]),r!==!0||o!==void 0)||(this._$AL.has(i)||(this.hasUpdated||t||(e=void 0),this._$AL.set(i,e)),s===!0&&this._$Em!==i&&(this._$Eq??=new Set).add(i))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let i=this.scheduleUpdate();return i!=null&&await i,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let t=this.constructor.elementProperties;if(t.size>0)for(let[s,r]of t){let{wrapped:o}=r,a=this[s];o!==!0||this._$AL.has(s)||a===void 0||this.C(s,void 0,r,a)}}let i=!1,e=this._$AL;try{i=this.shouldUpdate(e),i?(this.willUpdate(e),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(e)):this._$EM()}catch(t){throw i=!1,this._$EM(),t}i&&this._$AE(e)}willUpdate(i){}_$AE(i){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(i)),this.updated(i)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(i){return!0}update(i){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(i){}firstUpdated(i){}};Xt.elementStyles=[],Xt.shadowRootOptions={mode:"open"},Xt[Rn("elementProperties")]=new Map,Xt[Rn("finalized")]=new Map,Wh?.({ReactiveElement:Xt}),(bs.reactiveElementVersions??=[]).push("2.1.2");var Pr=globalThis,gl=n=>n,ws=Pr.trustedTypes,_l=ws?ws.createPolicy("lit-html",{createHTML:n=>n}):void 0,zr="$lit$",ei=`lit$${Math.random().toFixed(9).slice(2)}$`,Rr="?"+ei,Uh=`<${Rr}>`,Ci=document,In=()=>Ci.createComment(""),Hn=n=>n===null||typeof n!="object"&&typeof n!="function",Dr=Array.isArray,Sl=n=>Dr(n)||typeof n?.[Symbol.iterator]=="function",Mr=`[ 	
\f\r]`,Ln=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,yl=/-->/g,bl=/>/g,Ti=RegExp(`>|${Mr}(?:([^\\s"'>=/]+)(${Mr}*=${Mr}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),vl=/'/g,wl=/"/g,$l=/^(?:script|style|textarea|title)$/i,Lr=n=>(i,...e)=>({_$litType$:n,strings:i,values:e}),x=Lr(1),kl=Lr(2),Gp=Lr(3),It=Symbol.for("lit-noChange"),P=Symbol.for("lit-nothing"),xl=new WeakMap,Ei=Ci.createTreeWalker(Ci,129);function Tl(n,i){if(!Dr(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return _l!==void 0?_l.createHTML(i):i}var El=(n,i)=>{let e=n.length-1,t=[],s,r=i===2?"<svg>":i===3?"<math>":"",o=Ln;for(let a=0;a<e;a++){let c=n[a],d,_,m=-1,g=0;for(;g<c.length&&(o.lastIndex=g,_=o.exec(c),_!==null);)g=o.lastIndex,o===Ln?_[1]==="!--"?o=yl:_[1]!==void 0?o=bl:_[2]!==void 0?($l.test(_[2])&&(s=RegExp("</"+_[2],"g")),o=Ti):_[3]!==void 0&&(o=Ti):o===Ti?_[0]===">"?(o=s??Ln,m=-1):_[1]===void 0?m=-2:(m=o.lastIndex-_[2].length,d=_[1],o=_[3]===void 0?Ti:_[3]==='"'?wl:vl):o===wl||o===vl?o=Ti:o===yl||o===bl?o=Ln:(o=Ti,s=void 0);let b=o===Ti&&n[a+1].startsWith("/>")?" ":"";r+=o===Ln?c+Uh:m>=0?(t.push(d),c.slice(0,m)+zr+c.slice(m)+ei+b):c+ei+(m===-2?a:b)}return[Tl(n,r+(n[e]||"<?>")+(i===2?"</svg>":i===3?"</math>":"")),t]},On=class n{constructor({strings:i,_$litType$:e},t){let s;this.parts=[];let r=0,o=0,a=i.length-1,c=this.parts,[d,_]=El(i,e);if(this.el=n.createElement(d,t),Ei.currentNode=this.el.content,e===2||e===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(s=Ei.nextNode())!==null&&c.length<a;){if(s.nodeType===1){if(s.hasAttributes())for(let m of s.getAttributeNames())if(m.endsWith(zr)){let g=_[o++],b=s.getAttribute(m).split(ei),w=/([.?@])?(.*)/.exec(g);c.push({type:1,index:r,name:w[2],strings:b,ctor:w[1]==="."?Ss:w[1]==="?"?$s:w[1]==="@"?ks:Mi}),s.removeAttribute(m)}else m.startsWith(ei)&&(c.push({type:6,index:r}),s.removeAttribute(m));if($l.test(s.tagName)){let m=s.textContent.split(ei),g=m.length-1;if(g>0){s.textContent=ws?ws.emptyScript:"";for(let b=0;b<g;b++)s.append(m[b],In()),Ei.nextNode(),c.push({type:2,index:++r});s.append(m[g],In())}}}else if(s.nodeType===8)if(s.data===Rr)c.push({type:2,index:r});else{let m=-1;for(;(m=s.data.indexOf(ei,m+1))!==-1;)c.push({type:7,index:r}),m+=ei.length-1}r++}}static createElement(i,e){let t=Ci.createElement("template");return t.innerHTML=i,t}};function Ai(n,i,e=n,t){if(i===It)return i;let s=t!==void 0?e._$Co?.[t]:e._$Cl,r=Hn(i)?void 0:i._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,e,t)),t!==void 0?(e._$Co??=[])[t]=s:e._$Cl=s),s!==void 0&&(i=Ai(n,s._$AS(n,i.values),s,t)),i}var xs=class{constructor(i,e){this._$AV=[],this._$AN=void 0,this._$AD=i,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(i){let{el:{content:e},parts:t}=this._$AD,s=(i?.creationScope??Ci).importNode(e,!0);Ei.currentNode=s;let r=Ei.nextNode(),o=0,a=0,c=t[0];for(;c!==void 0;){if(o===c.index){let d;c.type===2?d=new sn(r,r.nextSibling,this,i):c.type===1?d=new c.ctor(r,c.name,c.strings,this,i):c.type===6&&(d=new Ts(r,this,i)),this._$AV.push(d),c=t[++a]}o!==c?.index&&(r=Ei.nextNode(),o++)}return Ei.currentNode=Ci,s}p(i){let e=0;for(let t of this._$AV)t!==void 0&&(t.strings!==void 0?(t._$AI(i,t,e),e+=t.strings.length-2):t._$AI(i[e])),e++}},sn=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(i,e,t,s){this.type=2,this._$AH=P,this._$AN=void 0,this._$AA=i,this._$AB=e,this._$AM=t,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let i=this._$AA.parentNode,e=this._$AM;return e!==void 0&&i?.nodeType===11&&(i=e.parentNode),i}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(i,e=this){i=Ai(this,i,e),Hn(i)?i===P||i==null||i===""?(this._$AH!==P&&this._$AR(),this._$AH=P):i!==this._$AH&&i!==It&&this._(i):i._$litType$!==void 0?this.$(i):i.nodeType!==void 0?this.T(i):Sl(i)?this.k(i):this._(i)}O(i){return this._$AA.parentNode.insertBefore(i,this._$AB)}T(i){this._$AH!==i&&(this._$AR(),this._$AH=this.O(i))}_(i){this._$AH!==P&&Hn(this._$AH)?this._$AA.nextSibling.data=i:this.T(Ci.createTextNode(i)),this._$AH=i}$(i){let{values:e,_$litType$:t}=i,s=typeof t=="number"?this._$AC(i):(t.el===void 0&&(t.el=On.createElement(Tl(t.h,t.h[0]),this.options)),t);if(this._$AH?._$AD===s)this._$AH.p(e);else{let r=new xs(s,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(i){let e=xl.get(i.strings);return e===void 0&&xl.set(i.strings,e=new On(i)),e}k(i){Dr(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,t,s=0;for(let r of i)s===e.length?e.push(t=new n(this.O(In()),this.O(In()),this,this.options)):t=e[s],t._$AI(r),s++;s<e.length&&(this._$AR(t&&t._$AB.nextSibling,s),e.length=s)}_$AR(i=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);i!==this._$AB;){let t=gl(i).nextSibling;gl(i).remove(),i=t}}setConnected(i){this._$AM===void 0&&(this._$Cv=i,this._$AP?.(i))}},Mi=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(i,e,t,s,r){this.type=1,this._$AH=P,this._$AN=void 0,this.element=i,this.name=e,this._$AM=s,this.options=r,t.length>2||t[0]!==""||t[1]!==""?(this._$AH=Array(t.length-1).fill(new String),this.strings=t):this._$AH=P}_$AI(i,e=this,t,s){let r=this.strings,o=!1;if(r===void 0)i=Ai(this,i,e,0),o=!Hn(i)||i!==this._$AH&&i!==It,o&&(this._$AH=i);else{let a=i,c,d;for(i=r[0],c=0;c<r.length-1;c++)d=Ai(this,a[t+c],e,c),d===It&&(d=this._$AH[c]),o||=!Hn(d)||d!==this._$AH[c],d===P?i=P:i!==P&&(i+=(d??"")+r[c+1]),this._$AH[c]=d}o&&!s&&this.j(i)}j(i){i===P?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,i??"")}},Ss=class extends Mi{constructor(){super(...arguments),this.type=3}j(i){this.element[this.name]=i===P?void 0:i}},$s=class extends Mi{constructor(){super(...arguments),this.type=4}j(i){this.element.toggleAttribute(this.name,!!i&&i!==P)}},ks=class extends Mi{constructor(i,e,t,s,r){super(i,e,t,s,r),this.type=5}_$AI(i,e=this){if((i=Ai(this,i,e,0)??P)===It)return;let t=this._$AH,s=i===P&&t!==P||i.capture!==t.capture||i.once!==t.once||i.passive!==t.passive,r=i!==P&&(t===P||s);s&&this.element.removeEventListener(this.name,this,t),r&&this.element.addEventListener(this.name,this,i),this._$AH=i}handleEvent(i){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,i):this._$AH.handleEvent(i)}},Ts=class{constructor(i,e,t){this.element=i,this.type=6,this._$AN=void 0,this._$AM=e,this.options=t}get _$AU(){return this._$AM._$AU}_$AI(i){Ai(this,i)}},Cl={M:zr,P:ei,A:Rr,C:1,L:El,R:xs,D:Sl,V:Ai,I:sn,H:Mi,N:$s,U:ks,B:Ss,F:Ts},Gh=Pr.litHtmlPolyfillSupport;Gh?.(On,sn),(Pr.litHtmlVersions??=[]).push("3.3.3");var Al=(n,i,e)=>{let t=e?.renderBefore??i,s=t._$litPart$;if(s===void 0){let r=e?.renderBefore??null;t._$litPart$=s=new sn(i.insertBefore(In(),r),r,void 0,e??{})}return s._$AI(n),s};var Ir=globalThis,Tt=class extends Xt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let i=super.createRenderRoot();return this.renderOptions.renderBefore??=i.firstChild,i}update(i){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(i),this._$Do=Al(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return It}};Tt._$litElement$=!0,Tt.finalized=!0,Ir.litElementHydrateSupport?.({LitElement:Tt});var Kh=Ir.litElementPolyfillSupport;Kh?.({LitElement:Tt});(Ir.litElementVersions??=[]).push("4.2.2");var Me=n=>(i,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(n,i)}):customElements.define(n,i)};var jh={attribute:!0,type:String,converter:Dn,reflect:!1,hasChanged:vs},qh=(n=jh,i,e)=>{let{kind:t,metadata:s}=e,r=globalThis.litPropertyMetadata.get(s);if(r===void 0&&globalThis.litPropertyMetadata.set(s,r=new Map),t==="setter"&&((n=Object.create(n)).wrapped=!0),r.set(e.name,n),t==="accessor"){let{name:o}=e;return{set(a){let c=i.get.call(this);i.set.call(this,a),this.requestUpdate(o,c,n,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,n,a),a}}}if(t==="setter"){let{name:o}=e;return function(a){let c=this[o];i.call(this,a),this.requestUpdate(o,c,n,!0,a)}}throw Error("Unsupported decorator location: "+t)};function Ge(n){return(i,e)=>typeof e=="object"?qh(n,i,e):((t,s,r)=>{let o=s.hasOwnProperty(r);return s.constructor.createProperty(r,t),o?Object.getOwnPropertyDescriptor(s,r):void 0})(n,i,e)}function ke(n){return Ge({...n,state:!0,attribute:!1})}var hi=(n,i,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof i!="object"&&Object.defineProperty(n,i,e),e);function rn(n,i){return(e,t,s)=>{let r=o=>o.renderRoot?.querySelector(n)??null;if(i){let{get:o,set:a}=typeof t=="object"?e:s??(()=>{let c=Symbol();return{get(){return this[c]},set(d){this[c]=d}}})();return hi(e,t,{get(){let c=o.call(this);return c===void 0&&(c=r(this),(c!==null||this.hasUpdated)&&a.call(this,c)),c}})}return hi(e,t,{get(){return r(this)}})}}var Yh;function Ml(n){return(i,e)=>hi(i,e,{get(){return(this.renderRoot??(Yh??=document.createDocumentFragment())).querySelectorAll(n)}})}var Zh="uplot",Jh="u-hz",Qh="u-vt",Xh="u-title",ed="u-wrap",td="u-under",id="u-over",nd="u-axis",Ri="u-off",sd="u-select",rd="u-cursor-x",od="u-cursor-y",ld="u-cursor-pt",ad="u-legend",cd="u-live",hd="u-inline",dd="u-series",ud="u-marker",Pl="u-label",pd="u-value",Nn="width",Fn="height";var zl="bottom",on="left",Hr="right",eo="#000",Rl=eo+"0",Or="mousemove",Dl="mousedown",Br="mouseup",Ll="mouseenter",Il="mouseleave",Hl="dblclick",md="resize",fd="scroll",Ol="change",Ps="dppxchange",to="--",pn=typeof window<"u",Ur=pn?document:null,an=pn?window:null,gd=pn?navigator:null,ae,Es;function Gr(){let n=devicePixelRatio;ae!=n&&(ae=n,Es&&jr(Ol,Es,Gr),Es=matchMedia(`(min-resolution: ${ae-.001}dppx) and (max-resolution: ${ae+.001}dppx)`),Di(Ol,Es,Gr),an.dispatchEvent(new CustomEvent(Ps)))}function gt(n,i){if(i!=null){let e=n.classList;!e.contains(i)&&e.add(i)}}function Kr(n,i){let e=n.classList;e.contains(i)&&e.remove(i)}function we(n,i,e){n.style[i]=e+"px"}function Ht(n,i,e,t){let s=Ur.createElement(n);return i!=null&&gt(s,i),e?.insertBefore(s,t),s}function Et(n,i){return Ht("div",n,i)}var Bl=new WeakMap;function Yt(n,i,e,t,s){let r="translate("+i+"px,"+e+"px)",o=Bl.get(n);r!=o&&(n.style.transform=r,Bl.set(n,r),i<0||e<0||i>t||e>s?gt(n,Ri):Kr(n,Ri))}var Nl=new WeakMap;function Fl(n,i,e){let t=i+e,s=Nl.get(n);t!=s&&(Nl.set(n,t),n.style.background=i,n.style.borderColor=e)}var Vl=new WeakMap;function Wl(n,i,e,t){let s=i+""+e,r=Vl.get(n);s!=r&&(Vl.set(n,s),n.style.height=e+"px",n.style.width=i+"px",n.style.marginLeft=t?-i/2+"px":0,n.style.marginTop=t?-e/2+"px":0)}var io={passive:!0},_d={...io,capture:!0};function Di(n,i,e,t){i.addEventListener(n,e,t?_d:io)}function jr(n,i,e,t){i.removeEventListener(n,e,io)}pn&&Gr();function Ot(n,i,e,t){let s;e=e||0,t=t||i.length-1;let r=t<=2147483647;for(;t-e>1;)s=r?e+t>>1:_t((e+t)/2),i[s]<n?e=s:t=s;return n-i[e]<=i[t]-n?e:t}function _a(n){return(e,t,s)=>{let r=-1,o=-1;for(let a=t;a<=s;a++)if(n(e[a])){r=a;break}for(let a=s;a>=t;a--)if(n(e[a])){o=a;break}return[r,o]}}var ya=n=>n!=null,ba=n=>n!=null&&n>0,Ds=_a(ya),yd=_a(ba);function bd(n,i,e,t=0,s=!1){let r=s?yd:Ds,o=s?ba:ya;[i,e]=r(n,i,e);let a=n[i],c=n[i];if(i>-1)if(t==1)a=n[i],c=n[e];else if(t==-1)a=n[e],c=n[i];else for(let d=i;d<=e;d++){let _=n[d];o(_)&&(_<a?a=_:_>c&&(c=_))}return[a??pe,c??-pe]}function Ls(n,i,e,t){let s=Kl(n),r=Kl(i);n==i&&(s==-1?(n*=e,i/=e):(n/=e,i*=e));let o=e==10?ti:va,a=s==1?_t:Ct,c=r==1?Ct:_t,d=a(o(Le(n))),_=c(o(Le(i))),m=cn(e,d),g=cn(e,_);return e==10&&(d<0&&(m=me(m,-d)),_<0&&(g=me(g,-_))),t||e==2?(n=m*s,i=g*r):(n=$a(n,m),i=Is(i,g)),[n,i]}function no(n,i,e,t){let s=Ls(n,i,e,t);return n==0&&(s[0]=0),i==0&&(s[1]=0),s}var so=.1,Ul={mode:3,pad:so},Wn={pad:0,soft:null,mode:0},vd={min:Wn,max:Wn};function zs(n,i,e,t){return Hs(e)?Gl(n,i,e):(Wn.pad=e,Wn.soft=t?0:null,Wn.mode=t?3:0,Gl(n,i,vd))}function oe(n,i){return n??i}function wd(n,i,e){for(i=oe(i,0),e=oe(e,n.length-1);i<=e;){if(n[i]!=null)return!0;i++}return!1}function Gl(n,i,e){let t=e.min,s=e.max,r=oe(t.pad,0),o=oe(s.pad,0),a=oe(t.hard,-pe),c=oe(s.hard,pe),d=oe(t.soft,pe),_=oe(s.soft,-pe),m=oe(t.mode,0),g=oe(s.mode,0),b=i-n,w=ti(b),C=st(Le(n),Le(i)),I=ti(C),L=Le(I-w);(b<1e-24||L>10)&&(b=0,(n==0||i==0)&&(b=1e-24,m==2&&d!=pe&&(r=0),g==2&&_!=-pe&&(o=0)));let k=b||C||1e3,W=ti(k),T=cn(10,_t(W)),J=k*(b==0?n==0?.1:1:r),D=me($a(n-J,T/10),24),Q=n>=d&&(m==1||m==3&&D<=d||m==2&&D>=d)?d:pe,q=st(a,D<Q&&n>=Q?Q:Bt(Q,D)),te=k*(b==0?i==0?.1:1:o),j=me(Is(i+te,T/10),24),E=i<=_&&(g==1||g==3&&j>=_||g==2&&j<=_)?_:-pe,Z=Bt(c,j>E&&i<=E?E:st(E,j));return q==Z&&q==0&&(Z=100),[q,Z]}var xd=new Intl.NumberFormat(pn?gd.language:"en-US"),ro=n=>xd.format(n),yt=Math,Ms=yt.PI,Le=yt.abs,_t=yt.floor,De=yt.round,Ct=yt.ceil,Bt=yt.min,st=yt.max,cn=yt.pow,Kl=yt.sign,ti=yt.log10,va=yt.log2,Sd=(n,i=1)=>yt.sinh(n)*i,Nr=(n,i=1)=>yt.asinh(n/i),pe=1/0;function jl(n){return(ti((n^n>>31)-(n>>31))|0)+1}function qr(n,i,e){return Bt(st(n,i),e)}function wa(n){return typeof n=="function"}function ie(n){return wa(n)?n:()=>n}var $d=()=>{},xa=n=>n,Sa=(n,i)=>i,kd=n=>null,ql=n=>!0,Yl=(n,i)=>n==i,Td=/\.\d*?(?=9{6,}|0{6,})/gm,Li=n=>{if(Ta(n)||ui.has(n))return n;let i=`${n}`,e=i.match(Td);if(e==null)return n;let t=e[0].length-1;if(i.indexOf("e-")!=-1){let[s,r]=i.split("e");return+`${Li(s)}e${r}`}return me(n,t)};function Pi(n,i){return Li(me(Li(n/i))*i)}function Is(n,i){return Li(Ct(Li(n/i))*i)}function $a(n,i){return Li(_t(Li(n/i))*i)}function me(n,i=0){if(Ta(n))return n;let e=10**i,t=n*e*(1+Number.EPSILON);return De(t)/e}var ui=new Map;function ka(n){return((""+n).split(".")[1]||"").length}function Gn(n,i,e,t){let s=[],r=t.map(ka);for(let o=i;o<e;o++){let a=Le(o),c=me(cn(n,o),a);for(let d=0;d<t.length;d++){let _=n==10?+`${t[d]}e${o}`:t[d]*c,m=(o>=0?0:a)+(o>=r[d]?0:r[d]),g=n==10?_:me(_,m);s.push(g),ui.set(g,m)}}return s}var Un={},oo=[],hn=[null,null],di=Array.isArray,Ta=Number.isInteger,Ed=n=>n===void 0;function Zl(n){return typeof n=="string"}function Hs(n){let i=!1;if(n!=null){let e=n.constructor;i=e==null||e==Object}return i}function Cd(n){return n!=null&&typeof n=="object"}var Ad=Object.getPrototypeOf(Uint8Array),Ea="__proto__";function dn(n,i=Hs){let e;if(di(n)){let t=n.find(s=>s!=null);if(di(t)||i(t)){e=Array(n.length);for(let s=0;s<n.length;s++)e[s]=dn(n[s],i)}else e=n.slice()}else if(n instanceof Ad)e=n.slice();else if(i(n)){e={};for(let t in n)t!=Ea&&(e[t]=dn(n[t],i))}else e=n;return e}function Pe(n){let i=arguments;for(let e=1;e<i.length;e++){let t=i[e];for(let s in t)s!=Ea&&(Hs(n[s])?Pe(n[s],dn(t[s])):n[s]=dn(t[s]))}return n}var Md=0,Pd=1,zd=2;function Rd(n,i,e){for(let t=0,s,r=-1;t<i.length;t++){let o=i[t];if(o>r){for(s=o-1;s>=0&&n[s]==null;)n[s--]=null;for(s=o+1;s<e&&n[s]==null;)n[r=s++]=null}}}function Dd(n,i){if(Hd(n)){let o=n[0].slice();for(let a=1;a<n.length;a++)o.push(...n[a].slice(1));return Od(o[0])||(o=Id(o)),o}let e=new Set;for(let o=0;o<n.length;o++){let c=n[o][0],d=c.length;for(let _=0;_<d;_++)e.add(c[_])}let t=[Array.from(e).sort((o,a)=>o-a)],s=t[0].length,r=new Map;for(let o=0;o<s;o++)r.set(t[0][o],o);for(let o=0;o<n.length;o++){let a=n[o],c=a[0];for(let d=1;d<a.length;d++){let _=a[d],m=Array(s).fill(void 0),g=i?i[o][d]:Pd,b=[];for(let w=0;w<_.length;w++){let C=_[w],I=r.get(c[w]);C===null?g!=Md&&(m[I]=C,g==zd&&b.push(I)):m[I]=C}Rd(m,b,s),t.push(m)}}return t}var Ld=typeof queueMicrotask>"u"?n=>Promise.resolve().then(n):queueMicrotask;function Id(n){let i=n[0],e=i.length,t=Array(e);for(let r=0;r<t.length;r++)t[r]=r;t.sort((r,o)=>i[r]-i[o]);let s=[];for(let r=0;r<n.length;r++){let o=n[r],a=Array(e);for(let c=0;c<e;c++)a[c]=o[t[c]];s.push(a)}return s}function Hd(n){let i=n[0][0],e=i.length;for(let t=1;t<n.length;t++){let s=n[t][0];if(s.length!=e)return!1;if(s!=i){for(let r=0;r<e;r++)if(s[r]!=i[r])return!1}}return!0}function Od(n,i=100){let e=n.length;if(e<=1)return!0;let t=0,s=e-1;for(;t<=s&&n[t]==null;)t++;for(;s>=t&&n[s]==null;)s--;if(s<=t)return!0;let r=st(1,_t((s-t+1)/i));for(let o=n[t],a=t+r;a<=s;a+=r){let c=n[a];if(c!=null){if(c<=o)return!1;o=c}}return!0}var Ca=["January","February","March","April","May","June","July","August","September","October","November","December"],Aa=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ma(n){return n.slice(0,3)}var Bd=Aa.map(Ma),Nd=Ca.map(Ma),Fd={MMMM:Ca,MMM:Nd,WWWW:Aa,WWW:Bd};function Bn(n){return(n<10?"0":"")+n}function Vd(n){return(n<10?"00":n<100?"0":"")+n}var Wd={YYYY:n=>n.getFullYear(),YY:n=>(n.getFullYear()+"").slice(2),MMMM:(n,i)=>i.MMMM[n.getMonth()],MMM:(n,i)=>i.MMM[n.getMonth()],MM:n=>Bn(n.getMonth()+1),M:n=>n.getMonth()+1,DD:n=>Bn(n.getDate()),D:n=>n.getDate(),WWWW:(n,i)=>i.WWWW[n.getDay()],WWW:(n,i)=>i.WWW[n.getDay()],HH:n=>Bn(n.getHours()),H:n=>n.getHours(),h:n=>{let i=n.getHours();return i==0?12:i>12?i-12:i},AA:n=>n.getHours()>=12?"PM":"AM",aa:n=>n.getHours()>=12?"pm":"am",a:n=>n.getHours()>=12?"p":"a",mm:n=>Bn(n.getMinutes()),m:n=>n.getMinutes(),ss:n=>Bn(n.getSeconds()),s:n=>n.getSeconds(),fff:n=>Vd(n.getMilliseconds())};function lo(n,i){i=i||Fd;let e=[],t=/\{([a-z]+)\}|[^{]+/gi,s;for(;s=t.exec(n);)e.push(s[0][0]=="{"?Wd[s[1]]:s[0]);return r=>{let o="";for(let a=0;a<e.length;a++)o+=typeof e[a]=="string"?e[a]:e[a](r,i);return o}}var Ud=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Gd(n,i){let e;return i=="UTC"||i=="Etc/UTC"?e=new Date(+n+n.getTimezoneOffset()*6e4):i==Ud?e=n:(e=new Date(n.toLocaleString("en-US",{timeZone:i})),e.setMilliseconds(n.getMilliseconds())),e}var Pa=n=>n%1==0,Rs=[1,2,2.5,5],Kd=Gn(10,-32,0,Rs),za=Gn(10,0,32,Rs),jd=za.filter(Pa),zi=Kd.concat(za),ao=`
`,Ra="{YYYY}",Jl=ao+Ra,Da="{M}/{D}",Vn=ao+Da,Cs=Vn+"/{YY}",La="{aa}",qd="{h}:{mm}",ln=qd+La,Ql=ao+ln,Xl=":{ss}",he=null;function Ia(n){let i=n*1e3,e=i*60,t=e*60,s=t*24,r=s*30,o=s*365,c=(n==1?Gn(10,0,3,Rs).filter(Pa):Gn(10,-3,0,Rs)).concat([i,i*5,i*10,i*15,i*30,e,e*5,e*10,e*15,e*30,t,t*2,t*3,t*4,t*6,t*8,t*12,s,s*2,s*3,s*4,s*5,s*6,s*7,s*8,s*9,s*10,s*15,r,r*2,r*3,r*4,r*6,o,o*2,o*5,o*10,o*25,o*50,o*100]),d=[[o,Ra,he,he,he,he,he,he,1],[s*28,"{MMM}",Jl,he,he,he,he,he,1],[s,Da,Jl,he,he,he,he,he,1],[t,"{h}"+La,Cs,he,Vn,he,he,he,1],[e,ln,Cs,he,Vn,he,he,he,1],[i,Xl,Cs+" "+ln,he,Vn+" "+ln,he,Ql,he,1],[n,Xl+".{fff}",Cs+" "+ln,he,Vn+" "+ln,he,Ql,he,1]];function _(m){return(g,b,w,C,I,L)=>{let k=[],W=I>=o,T=I>=r&&I<o,J=m(w),D=me(J*n,3),Q=Fr(J.getFullYear(),W?0:J.getMonth(),T||W?1:J.getDate()),q=me(Q*n,3);if(T||W){let te=T?I/r:0,j=W?I/o:0,E=D==q?D:me(Fr(Q.getFullYear()+j,Q.getMonth()+te,1)*n,3),Z=new Date(De(E/n)),H=Z.getFullYear(),G=Z.getMonth();for(let V=0;E<=C;V++){let ne=Fr(H+j*V,G+te*V,1),F=ne-m(me(ne*n,3));E=me((+ne+F)*n,3),E<=C&&k.push(E)}}else{let te=I>=s?s:I,j=_t(w)-_t(D),E=q+j+Is(D-q,te);k.push(E);let Z=m(E),H=Z.getHours()+Z.getMinutes()/e+Z.getSeconds()/t,G=I/t,V=g.axes[b]._space,ne=L/V;for(;E=me(E+I,n==1?0:3),!(E>C);)if(G>1){let F=_t(me(H+G,6))%24,se=m(E).getHours()-F;se>1&&(se=-1),E-=se*t,H=(H+G)%24;let de=k[k.length-1];me((E-de)/I,3)*ne>=.7&&k.push(E)}else k.push(E)}return k}}return[c,d,_]}var[Yd,Zd,Jd]=Ia(1),[Qd,Xd,eu]=Ia(.001);Gn(2,-53,53,[1]);function ea(n,i){return n.map(e=>e.map((t,s)=>s==0||s==8||t==null?t:i(s==1||e[8]==0?t:e[1]+t)))}function ta(n,i){return(e,t,s,r,o)=>{let a=i.find(w=>o>=w[0])||i[i.length-1],c,d,_,m,g,b;return t.map(w=>{let C=n(w),I=C.getFullYear(),L=C.getMonth(),k=C.getDate(),W=C.getHours(),T=C.getMinutes(),J=C.getSeconds(),D=I!=c&&a[2]||L!=d&&a[3]||k!=_&&a[4]||W!=m&&a[5]||T!=g&&a[6]||J!=b&&a[7]||a[1];return c=I,d=L,_=k,m=W,g=T,b=J,D(C)})}}function tu(n,i){let e=lo(i);return(t,s,r,o,a)=>s.map(c=>e(n(c)))}function Fr(n,i,e){return new Date(n,i,e)}function ia(n,i){return i(n)}var iu="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function na(n,i){return(e,t,s,r)=>r==null?to:i(n(t))}function nu(n,i){let e=n.series[i];return e.width?e.stroke(n,i):e.points.width?e.points.stroke(n,i):null}function su(n,i){return n.series[i].fill(n,i)}var ru={show:!0,live:!0,isolate:!1,mount:$d,markers:{show:!0,width:2,stroke:nu,fill:su,dash:"solid"},idx:null,idxs:null,values:[]};function ou(n,i){let e=n.cursor.points,t=Et(),s=e.size(n,i);we(t,Nn,s),we(t,Fn,s);let r=s/-2;we(t,"marginLeft",r),we(t,"marginTop",r);let o=e.width(n,i,s);return o&&we(t,"borderWidth",o),t}function lu(n,i){let e=n.series[i].points;return e._fill||e._stroke}function au(n,i){let e=n.series[i].points;return e._stroke||e._fill}function cu(n,i){return n.series[i].points.size}var Vr=[0,0];function hu(n,i,e){return Vr[0]=i,Vr[1]=e,Vr}function As(n,i,e,t=!0){return s=>{s.button==0&&(!t||s.target==i)&&e(s)}}function Wr(n,i,e,t=!0){return s=>{(!t||s.target==i)&&e(s)}}var du={show:!0,x:!0,y:!0,lock:!1,move:hu,points:{one:!1,show:ou,size:cu,width:0,stroke:au,fill:lu},bind:{mousedown:As,mouseup:As,click:As,dblclick:As,mousemove:Wr,mouseleave:Wr,mouseenter:Wr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(n,i)=>{i.stopPropagation(),i.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(n,i,e,t,s)=>t-s,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Ha={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},co=Pe({},Ha,{filter:Sa}),Oa=Pe({},co,{size:10}),Ba=Pe({},Ha,{show:!1}),ho='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Na="bold "+ho,Fa=1.5,sa={show:!0,scale:"x",stroke:eo,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Na,side:2,grid:co,ticks:Oa,border:Ba,font:ho,lineGap:Fa,rotate:0},uu="Value",pu="Time",ra={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function mu(n,i,e,t,s){return i.map(r=>r==null?"":ro(r))}function fu(n,i,e,t,s,r,o){let a=[],c=ui.get(s)||0;e=o?e:me(Is(e,s),c);for(let d=e;d<=t;d=me(d+s,c))a.push(Object.is(d,-0)?0:d);return a}function Yr(n,i,e,t,s,r,o){let a=[],c=n.scales[n.axes[i].scale].log,d=c==10?ti:va,_=_t(d(e));s=cn(c,_),c==10&&(s=zi[Ot(s,zi)]);let m=e,g=s*c;c==10&&(g=zi[Ot(g,zi)]);do a.push(m),m=m+s,c==10&&!ui.has(m)&&(m=me(m,ui.get(s))),m>=g&&(s=m,g=s*c,c==10&&(g=zi[Ot(g,zi)]));while(m<=t);return a}function gu(n,i,e,t,s,r,o){let c=n.scales[n.axes[i].scale].asinh,d=t>c?Yr(n,i,st(c,e),t,s):[c],_=t>=0&&e<=0?[0]:[];return(e<-c?Yr(n,i,st(c,-t),-e,s):[c]).reverse().map(g=>-g).concat(_,d)}var Va=/./,_u=/[12357]/,yu=/[125]/,oa=/1/,Zr=(n,i,e,t)=>n.map((s,r)=>i==4&&s==0||r%t==0&&e.test(s.toExponential()[s<0?1:0])?s:null);function bu(n,i,e,t,s){let r=n.axes[e],o=r.scale,a=n.scales[o],c=n.valToPos,d=r._space,_=c(10,o),m=c(9,o)-_>=d?Va:c(7,o)-_>=d?_u:c(5,o)-_>=d?yu:oa;if(m==oa){let g=Le(c(1,o)-_);if(g<d)return Zr(i.slice().reverse(),a.distr,m,Ct(d/g)).reverse()}return Zr(i,a.distr,m,1)}function vu(n,i,e,t,s){let r=n.axes[e],o=r.scale,a=r._space,c=n.valToPos,d=Le(c(1,o)-c(2,o));return d<a?Zr(i.slice().reverse(),3,Va,Ct(a/d)).reverse():i}function wu(n,i,e,t){return t==null?to:i==null?"":ro(i)}var la={show:!0,scale:"y",stroke:eo,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Na,side:3,grid:co,ticks:Oa,border:Ba,font:ho,lineGap:Fa,rotate:0};function xu(n,i){let e=3+(n||1)*2;return me(e*i,3)}function Su(n,i){let{scale:e,idxs:t}=n.series[0],s=n._data[0],r=n.valToPos(s[t[0]],e,!0),o=n.valToPos(s[t[1]],e,!0),a=Le(o-r),c=n.series[i],d=a/(c.points.space*ae);return t[1]-t[0]<=d}var aa={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Wa=(n,i,e,t,s)=>s,ca={show:!0,auto:!0,sorted:0,gaps:Wa,alpha:1,facets:[Pe({},aa,{scale:"x"}),Pe({},aa,{scale:"y"})]},ha={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Wa,alpha:1,points:{show:Su,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function $u(n,i,e,t,s){return e/10}var Ua={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},ku=Pe({},Ua,{time:!1,ori:1}),da={};function Ga(n,i){let e=da[n];return e||(e={key:n,plots:[],sub(t){e.plots.push(t)},unsub(t){e.plots=e.plots.filter(s=>s!=t)},pub(t,s,r,o,a,c,d){for(let _=0;_<e.plots.length;_++)e.plots[_]!=s&&e.plots[_].pub(t,s,r,o,a,c,d)}},n!=null&&(da[n]=e)),e}var un=1,Jr=2;function Ii(n,i,e){let t=n.mode,s=n.series[i],r=t==2?n._data[i]:n._data,o=n.scales,a=n.bbox,c=r[0],d=t==2?r[1]:r[i],_=t==2?o[s.facets[0].scale]:o[n.series[0].scale],m=t==2?o[s.facets[1].scale]:o[s.scale],g=a.left,b=a.top,w=a.width,C=a.height,I=n.valToPosH,L=n.valToPosV;return _.ori==0?e(s,c,d,_,m,I,L,g,b,w,C,Bs,mn,Fs,ja,Ya):e(s,c,d,_,m,L,I,b,g,C,w,Ns,fn,mo,qa,Za)}function uo(n,i){let e=0,t=0,s=oe(n.bands,oo);for(let r=0;r<s.length;r++){let o=s[r];o.series[0]==i?e=o.dir:o.series[1]==i&&(o.dir==1?t|=1:t|=2)}return[e,t==1?-1:t==2?1:t==3?2:0]}function Tu(n,i,e,t,s){let r=n.mode,o=n.series[i],a=r==2?o.facets[1].scale:o.scale,c=n.scales[a];return s==-1?c.min:s==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function ii(n,i,e,t,s,r){return Ii(n,i,(o,a,c,d,_,m,g,b,w,C,I)=>{let L=o.pxRound,k=d.dir*(d.ori==0?1:-1),W=d.ori==0?mn:fn,T,J;k==1?(T=e,J=t):(T=t,J=e);let D=L(m(a[T],d,C,b)),Q=L(g(c[T],_,I,w)),q=L(m(a[J],d,C,b)),te=L(g(r==1?_.max:_.min,_,I,w)),j=new Path2D(s);return W(j,q,te),W(j,D,te),W(j,D,Q),j})}function Os(n,i,e,t,s,r){let o=null;if(n.length>0){o=new Path2D;let a=i==0?Fs:mo,c=e;for(let m=0;m<n.length;m++){let g=n[m];if(g[1]>g[0]){let b=g[0]-c;b>0&&a(o,c,t,b,t+r),c=g[1]}}let d=e+s-c,_=10;d>0&&a(o,c,t-_/2,d,t+r+_)}return o}function Eu(n,i,e){let t=n[n.length-1];t&&t[0]==i?t[1]=e:n.push([i,e])}function po(n,i,e,t,s,r,o){let a=[],c=n.length;for(let d=s==1?e:t;d>=e&&d<=t;d+=s)if(i[d]===null){let m=d,g=d;if(s==1)for(;++d<=t&&i[d]===null;)g=d;else for(;--d>=e&&i[d]===null;)g=d;let b=r(n[m]),w=g==m?b:r(n[g]),C=m-s;b=o<=0&&C>=0&&C<c?r(n[C]):b;let L=g+s;w=o>=0&&L>=0&&L<c?r(n[L]):w,w>=b&&a.push([b,w])}return a}function ua(n){return n==0?xa:n==1?De:i=>Pi(i,n)}function Ka(n){let i=n==0?Bs:Ns,e=n==0?(s,r,o,a,c,d)=>{s.arcTo(r,o,a,c,d)}:(s,r,o,a,c,d)=>{s.arcTo(o,r,c,a,d)},t=n==0?(s,r,o,a,c)=>{s.rect(r,o,a,c)}:(s,r,o,a,c)=>{s.rect(o,r,c,a)};return(s,r,o,a,c,d=0,_=0)=>{d==0&&_==0?t(s,r,o,a,c):(d=Bt(d,a/2,c/2),_=Bt(_,a/2,c/2),i(s,r+d,o),e(s,r+a,o,r+a,o+c,d),e(s,r+a,o+c,r,o+c,_),e(s,r,o+c,r,o,_),e(s,r,o,r+a,o,d),s.closePath())}}var Bs=(n,i,e)=>{n.moveTo(i,e)},Ns=(n,i,e)=>{n.moveTo(e,i)},mn=(n,i,e)=>{n.lineTo(i,e)},fn=(n,i,e)=>{n.lineTo(e,i)},Fs=Ka(0),mo=Ka(1),ja=(n,i,e,t,s,r)=>{n.arc(i,e,t,s,r)},qa=(n,i,e,t,s,r)=>{n.arc(e,i,t,s,r)},Ya=(n,i,e,t,s,r,o)=>{n.bezierCurveTo(i,e,t,s,r,o)},Za=(n,i,e,t,s,r,o)=>{n.bezierCurveTo(e,i,s,t,o,r)};function Ja(n){return(i,e,t,s,r)=>Ii(i,e,(o,a,c,d,_,m,g,b,w,C,I)=>{let{pxRound:L,points:k}=o,W,T;d.ori==0?(W=Bs,T=ja):(W=Ns,T=qa);let J=me(k.width*ae,3),D=(k.size-k.width)/2*ae,Q=me(D*2,3),q=new Path2D,te=new Path2D,{left:j,top:E,width:Z,height:H}=i.bbox;Fs(te,j-Q,E-Q,Z+Q*2,H+Q*2);let G=V=>{if(c[V]!=null){let ne=L(m(a[V],d,C,b)),F=L(g(c[V],_,I,w));W(q,ne+D,F),T(q,ne,F,D,0,Ms*2)}};if(r)r.forEach(G);else for(let V=t;V<=s;V++)G(V);return{stroke:J>0?q:null,fill:q,clip:te,flags:un|Jr}})}function Qa(n){return(i,e,t,s,r,o)=>{t!=s&&(r!=t&&o!=t&&n(i,e,t),r!=s&&o!=s&&n(i,e,s),n(i,e,o))}}var Cu=Qa(mn),Au=Qa(fn);function Xa(n){let i=oe(n?.alignGaps,0);return(e,t,s,r)=>Ii(e,t,(o,a,c,d,_,m,g,b,w,C,I)=>{[s,r]=Ds(c,s,r);let L=o.pxRound,k=H=>L(m(H,d,C,b)),W=H=>L(g(H,_,I,w)),T,J;d.ori==0?(T=mn,J=Cu):(T=fn,J=Au);let D=d.dir*(d.ori==0?1:-1),Q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:un},q=Q.stroke,te=!1;if(r-s>=C*4){let H=O=>e.posToVal(O,d.key,!0),G=null,V=null,ne,F,lt,xe=k(a[D==1?s:r]),se=k(a[s]),de=k(a[r]),X=H(D==1?se+1:de-1);for(let O=D==1?s:r;O>=s&&O<=r;O+=D){let ze=a[O],Se=(D==1?ze<X:ze>X)?xe:k(ze),ce=c[O];Se==xe?ce!=null?(F=ce,G==null?(T(q,Se,W(F)),ne=G=V=F):F<G?G=F:F>V&&(V=F)):ce===null&&(te=!0):(G!=null&&J(q,xe,W(G),W(V),W(ne),W(F)),ce!=null?(F=ce,T(q,Se,W(F)),G=V=ne=F):(G=V=null,ce===null&&(te=!0)),xe=Se,X=H(xe+D))}G!=null&&G!=V&&lt!=xe&&J(q,xe,W(G),W(V),W(ne),W(F))}else for(let H=D==1?s:r;H>=s&&H<=r;H+=D){let G=c[H];G===null?te=!0:G!=null&&T(q,k(a[H]),W(G))}let[E,Z]=uo(e,t);if(o.fill!=null||E!=0){let H=Q.fill=new Path2D(q),G=o.fillTo(e,t,o.min,o.max,E),V=W(G),ne=k(a[s]),F=k(a[r]);D==-1&&([F,ne]=[ne,F]),T(H,F,V),T(H,ne,V)}if(!o.spanGaps){let H=[];te&&H.push(...po(a,c,s,r,D,k,i)),Q.gaps=H=o.gaps(e,t,s,r,H),Q.clip=Os(H,d.ori,b,w,C,I)}return Z!=0&&(Q.band=Z==2?[ii(e,t,s,r,q,-1),ii(e,t,s,r,q,1)]:ii(e,t,s,r,q,Z)),Q})}function Mu(n){let i=oe(n.align,1),e=oe(n.ascDesc,!1),t=oe(n.alignGaps,0),s=oe(n.extend,!1);return(r,o,a,c)=>Ii(r,o,(d,_,m,g,b,w,C,I,L,k,W)=>{[a,c]=Ds(m,a,c);let T=d.pxRound,{left:J,width:D}=r.bbox,Q=se=>T(w(se,g,k,I)),q=se=>T(C(se,b,W,L)),te=g.ori==0?mn:fn,j={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:un},E=j.stroke,Z=g.dir*(g.ori==0?1:-1),H=q(m[Z==1?a:c]),G=Q(_[Z==1?a:c]),V=G,ne=G;s&&i==-1&&(ne=J,te(E,ne,H)),te(E,G,H);for(let se=Z==1?a:c;se>=a&&se<=c;se+=Z){let de=m[se];if(de==null)continue;let X=Q(_[se]),O=q(de);i==1?te(E,X,H):te(E,V,O),te(E,X,O),H=O,V=X}let F=V;s&&i==1&&(F=J+D,te(E,F,H));let[lt,xe]=uo(r,o);if(d.fill!=null||lt!=0){let se=j.fill=new Path2D(E),de=d.fillTo(r,o,d.min,d.max,lt),X=q(de);te(se,F,X),te(se,ne,X)}if(!d.spanGaps){let se=[];se.push(...po(_,m,a,c,Z,Q,t));let de=d.width*ae/2,X=e||i==1?de:-de,O=e||i==-1?-de:de;se.forEach(ze=>{ze[0]+=X,ze[1]+=O}),j.gaps=se=d.gaps(r,o,a,c,se),j.clip=Os(se,g.ori,I,L,k,W)}return xe!=0&&(j.band=xe==2?[ii(r,o,a,c,E,-1),ii(r,o,a,c,E,1)]:ii(r,o,a,c,E,xe)),j})}function pa(n,i,e,t,s,r,o=pe){if(n.length>1){let a=null;for(let c=0,d=1/0;c<n.length;c++)if(i[c]!==void 0){if(a!=null){let _=Le(n[c]-n[a]);_<d&&(d=_,o=Le(e(n[c],t,s,r)-e(n[a],t,s,r)))}a=c}}return o}function Pu(n){n=n||Un;let i=oe(n.size,[.6,pe,1]),e=n.align||0,t=n.gap||0,s=n.radius;s=s==null?[0,0]:typeof s=="number"?[s,0]:s;let r=ie(s),o=1-i[0],a=oe(i[1],pe),c=oe(i[2],1),d=oe(n.disp,Un),_=oe(n.each,b=>{}),{fill:m,stroke:g}=d;return(b,w,C,I)=>Ii(b,w,(L,k,W,T,J,D,Q,q,te,j,E)=>{let Z=L.pxRound,H=e,G=t*ae,V=a*ae,ne=c*ae,F,lt;T.ori==0?[F,lt]=r(b,w):[lt,F]=r(b,w);let xe=T.dir*(T.ori==0?1:-1),se=T.ori==0?Fs:mo,de=T.ori==0?_:(z,ge,Re,Fi,yi,Wt,bi)=>{_(z,ge,Re,yi,Fi,bi,Wt)},X=oe(b.bands,oo).find(z=>z.series[0]==w),O=X!=null?X.dir:0,ze=L.fillTo(b,w,L.min,L.max,O),Xe=Z(Q(ze,J,E,te)),Se,ce,Pt,dt=j,Te=Z(L.width*ae),Vt=!1,Zt=null,vt=null,si=null,Oi=null;m!=null&&(Te==0||g!=null)&&(Vt=!0,Zt=m.values(b,w,C,I),vt=new Map,new Set(Zt).forEach(z=>{z!=null&&vt.set(z,new Path2D)}),Te>0&&(si=g.values(b,w,C,I),Oi=new Map,new Set(si).forEach(z=>{z!=null&&Oi.set(z,new Path2D)})));let{x0:Bi,size:$n}=d;if(Bi!=null&&$n!=null){H=1,k=Bi.values(b,w,C,I),Bi.unit==2&&(k=k.map(Re=>b.posToVal(q+Re*j,T.key,!0)));let z=$n.values(b,w,C,I);$n.unit==2?ce=z[0]*j:ce=D(z[0],T,j,q)-D(0,T,j,q),dt=pa(k,W,D,T,j,q,dt),Pt=dt-ce+G}else dt=pa(k,W,D,T,j,q,dt),Pt=dt*o+G,ce=dt-Pt;Pt<1&&(Pt=0),Te>=ce/2&&(Te=0),Pt<5&&(Z=xa);let os=Pt>0,gi=dt-Pt-(os?Te:0);ce=Z(qr(gi,ne,V)),Se=(H==0?ce/2:H==xe?0:ce)-H*xe*((H==0?G/2:0)+(os?Te/2:0));let et={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Ni=Vt?null:new Path2D,Jt=null;if(X!=null)Jt=b.data[X.series[1]];else{let{y0:z,y1:ge}=d;z!=null&&ge!=null&&(W=ge.values(b,w,C,I),Jt=z.values(b,w,C,I))}let _i=F*ce,Y=lt*ce;for(let z=xe==1?C:I;z>=C&&z<=I;z+=xe){let ge=W[z];if(ge==null)continue;if(Jt!=null){let at=Jt[z]??0;if(ge-at==0)continue;Xe=Q(at,J,E,te)}let Re=T.distr!=2||d!=null?k[z]:z,Fi=D(Re,T,j,q),yi=Q(oe(ge,ze),J,E,te),Wt=Z(Fi-Se),bi=Z(st(yi,Xe)),ut=Z(Bt(yi,Xe)),wt=bi-ut;if(ge!=null){let at=ge<0?Y:_i,zt=ge<0?_i:Y;Vt?(Te>0&&si[z]!=null&&se(Oi.get(si[z]),Wt,ut+_t(Te/2),ce,st(0,wt-Te),at,zt),Zt[z]!=null&&se(vt.get(Zt[z]),Wt,ut+_t(Te/2),ce,st(0,wt-Te),at,zt)):se(Ni,Wt,ut+_t(Te/2),ce,st(0,wt-Te),at,zt),de(b,w,z,Wt-Te/2,ut,ce+Te,wt)}}return Te>0?et.stroke=Vt?Oi:Ni:Vt||(et._fill=L.width==0?L._fill:L._stroke??L._fill,et.width=0),et.fill=Vt?vt:Ni,et})}function zu(n,i){let e=oe(i?.alignGaps,0);return(t,s,r,o)=>Ii(t,s,(a,c,d,_,m,g,b,w,C,I,L)=>{[r,o]=Ds(d,r,o);let k=a.pxRound,W=F=>k(g(F,_,I,w)),T=F=>k(b(F,m,L,C)),J,D,Q;_.ori==0?(J=Bs,Q=mn,D=Ya):(J=Ns,Q=fn,D=Za);let q=_.dir*(_.ori==0?1:-1),te=W(c[q==1?r:o]),j=te,E=[],Z=[];for(let F=q==1?r:o;F>=r&&F<=o;F+=q)if(d[F]!=null){let xe=c[F],se=W(xe);E.push(j=se),Z.push(T(d[F]))}let H={stroke:n(E,Z,J,Q,D,k),fill:null,clip:null,band:null,gaps:null,flags:un},G=H.stroke,[V,ne]=uo(t,s);if(a.fill!=null||V!=0){let F=H.fill=new Path2D(G),lt=a.fillTo(t,s,a.min,a.max,V),xe=T(lt);Q(F,j,xe),Q(F,te,xe)}if(!a.spanGaps){let F=[];F.push(...po(c,d,r,o,q,W,e)),H.gaps=F=a.gaps(t,s,r,o,F),H.clip=Os(F,_.ori,w,C,I,L)}return ne!=0&&(H.band=ne==2?[ii(t,s,r,o,G,-1),ii(t,s,r,o,G,1)]:ii(t,s,r,o,G,ne)),H})}function Ru(n){return zu(Du,n)}function Du(n,i,e,t,s,r){let o=n.length;if(o<2)return null;let a=new Path2D;if(e(a,n[0],i[0]),o==2)t(a,n[1],i[1]);else{let c=Array(o),d=Array(o-1),_=Array(o-1),m=Array(o-1);for(let g=0;g<o-1;g++)_[g]=i[g+1]-i[g],m[g]=n[g+1]-n[g],d[g]=_[g]/m[g];c[0]=d[0];for(let g=1;g<o-1;g++)d[g]===0||d[g-1]===0||d[g-1]>0!=d[g]>0?c[g]=0:(c[g]=3*(m[g-1]+m[g])/((2*m[g]+m[g-1])/d[g-1]+(m[g]+2*m[g-1])/d[g]),isFinite(c[g])||(c[g]=0));c[o-1]=d[o-2];for(let g=0;g<o-1;g++)s(a,n[g]+m[g]/3,i[g]+c[g]*m[g]/3,n[g+1]-m[g]/3,i[g+1]-c[g+1]*m[g]/3,n[g+1],i[g+1])}return a}var Qr=new Set;function ma(){for(let n of Qr)n.syncRect(!0)}pn&&(Di(md,an,ma),Di(fd,an,ma,!0),Di(Ps,an,()=>{Ke.pxRatio=ae}));var Lu=Xa(),Iu=Ja();function fa(n,i,e,t){return(t?[n[0],n[1]].concat(n.slice(2)):[n[0]].concat(n.slice(1))).map((r,o)=>Xr(r,o,i,e))}function Hu(n,i){return n.map((e,t)=>t==0?{}:Pe({},i,e))}function Xr(n,i,e,t){return Pe({},i==0?e:t,n)}function ec(n,i,e){return i==null?hn:[i,e]}var Ou=ec;function Bu(n,i,e){return i==null?hn:zs(i,e,so,!0)}function tc(n,i,e,t){return i==null?hn:Ls(i,e,n.scales[t].log,!1)}var Nu=tc;function ic(n,i,e,t){return i==null?hn:no(i,e,n.scales[t].log,!1)}var Fu=ic;function Vu(n,i,e,t,s){let r=st(jl(n),jl(i)),o=i-n,a=Ot(s/t*o,e);do{let c=e[a],d=t*c/o;if(d>=s&&r+(c<5?ui.get(c):0)<=17)return[c,d]}while(++a<e.length);return[0,0]}function ga(n){let i,e;return n=n.replace(/(\d+)px/,(t,s)=>(i=De((e=+s)*ae))+"px"),[n,i,e]}function Wu(n){n.show&&[n.font,n.labelFont].forEach(i=>{let e=me(i[2]*ae,1);i[0]=i[0].replace(/[0-9.]+px/,e+"px"),i[1]=e})}function Ke(n,i,e){let t={mode:oe(n.mode,1)},s=t.mode;function r(l,h,u,p){let f=h.valToPct(l);return p+u*(h.dir==-1?1-f:f)}function o(l,h,u,p){let f=h.valToPct(l);return p+u*(h.dir==-1?f:1-f)}function a(l,h,u,p){return h.ori==0?r(l,h,u,p):o(l,h,u,p)}t.valToPosH=r,t.valToPosV=o;let c=!1;t.status=0;let d=t.root=Et(Zh);if(n.id!=null&&(d.id=n.id),gt(d,n.class),n.title){let l=Et(Xh,d);l.textContent=n.title}let _=Ht("canvas"),m=t.ctx=_.getContext("2d"),g=Et(ed,d);Di("click",g,l=>{l.target===w&&(_e!=Qi||$e!=Xi)&&Ue.click(t,l)},!0);let b=t.under=Et(td,g);g.appendChild(_);let w=t.over=Et(id,g);n=dn(n);let C=+oe(n.pxAlign,1),I=ua(C);(n.plugins||[]).forEach(l=>{l.opts&&(n=l.opts(t,n)||n)});let L=n.ms||.001,k=t.series=s==1?fa(n.series||[],ra,ha,!1):Hu(n.series||[null],ca),W=t.axes=fa(n.axes||[],sa,la,!0),T=t.scales={},J=t.bands=n.bands||[];J.forEach(l=>{l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1)});let D=s==2?k[1].facets[0].scale:k[0].scale,Q={axes:bh,series:mh},q=(n.drawOrder||["axes","series"]).map(l=>Q[l]);function te(l){let h=l.distr==3?u=>ti(u>0?u:l.clamp(t,u,l.min,l.max,l.key)):l.distr==4?u=>Nr(u,l.asinh):l.distr==100?u=>l.fwd(u):u=>u;return u=>{let p=h(u),{_min:f,_max:y}=l,v=y-f;return(p-f)/v}}function j(l){let h=T[l];if(h==null){let u=(n.scales||Un)[l]||Un;if(u.from!=null){j(u.from);let p=Pe({},T[u.from],u,{key:l});p.valToPct=te(p),T[l]=p}else{h=T[l]=Pe({},l==D?Ua:ku,u),h.key=l;let p=h.time,f=h.range,y=di(f);if((l!=D||s==2&&!p)&&(y&&(f[0]==null||f[1]==null)&&(f={min:f[0]==null?Ul:{mode:1,hard:f[0],soft:f[0]},max:f[1]==null?Ul:{mode:1,hard:f[1],soft:f[1]}},y=!1),!y&&Hs(f))){let v=f;f=(S,$,A)=>$==null?hn:zs($,A,v)}h.range=ie(f||(p?Ou:l==D?h.distr==3?Nu:h.distr==4?Fu:ec:h.distr==3?tc:h.distr==4?ic:Bu)),h.auto=ie(y?!1:h.auto),h.clamp=ie(h.clamp||$u),h._min=h._max=null,h.valToPct=te(h)}}}j("x"),j("y"),s==1&&k.forEach(l=>{j(l.scale)}),W.forEach(l=>{j(l.scale)});for(let l in n.scales)j(l);let E=T[D],Z=E.distr,H,G;E.ori==0?(gt(d,Jh),H=r,G=o):(gt(d,Qh),H=o,G=r);let V={};for(let l in T){let h=T[l];(h.min!=null||h.max!=null)&&(V[l]={min:h.min,max:h.max},h.min=h.max=null)}let ne=n.tzDate||(l=>new Date(De(l/L))),F=n.fmtDate||lo,lt=L==1?Jd(ne):eu(ne),xe=ta(ne,ea(L==1?Zd:Xd,F)),se=na(ne,ia(iu,F)),de=[],X=t.legend=Pe({},ru,n.legend),O=t.cursor=Pe({},du,{drag:{y:s==2}},n.cursor),ze=X.show,Xe=O.show,Se=X.markers;X.idxs=de,Se.width=ie(Se.width),Se.dash=ie(Se.dash),Se.stroke=ie(Se.stroke),Se.fill=ie(Se.fill);let ce,Pt,dt,Te=[],Vt=[],Zt,vt=!1,si={};if(X.live){let l=k[1]?k[1].values:null;vt=l!=null,Zt=vt?l(t,1,0):{_:0};for(let h in Zt)si[h]=to}if(ze)if(ce=Ht("table",ad,d),dt=Ht("tbody",null,ce),X.mount(t,ce),vt){Pt=Ht("thead",null,ce,dt);let l=Ht("tr",null,Pt);Ht("th",null,l);for(var Oi in Zt)Ht("th",Pl,l).textContent=Oi}else gt(ce,hd),X.live&&gt(ce,cd);let Bi={show:!0},$n={show:!1};function os(l,h){if(h==0&&(vt||!X.live||s==2))return hn;let u=[],p=Ht("tr",dd,dt,dt.childNodes[h]);gt(p,l.class),l.show||gt(p,Ri);let f=Ht("th",null,p);if(Se.show){let S=Et(ud,f);if(h>0){let $=Se.width(t,h);$&&(S.style.border=$+"px "+Se.dash(t,h)+" "+Se.stroke(t,h)),S.style.background=Se.fill(t,h)}}let y=Et(Pl,f);l.label instanceof HTMLElement?y.appendChild(l.label):y.textContent=l.label,h>0&&(Se.show||(y.style.color=l.width>0?Se.stroke(t,h):Se.fill(t,h)),et("click",f,S=>{if(O._lock)return;wi(S);let $=k.indexOf(l);if((S.ctrlKey||S.metaKey)!=X.isolate){let A=k.some((M,R)=>R>0&&R!=$&&M.show);k.forEach((M,R)=>{R>0&&Gt(R,A?R==$?Bi:$n:Bi,!0,Ae.setSeries)})}else Gt($,{show:!l.show},!0,Ae.setSeries)},!1),Wi&&et(Ll,f,S=>{O._lock||(wi(S),Gt(k.indexOf(l),tn,!0,Ae.setSeries))},!1));for(var v in Zt){let S=Ht("td",pd,p);S.textContent="--",u.push(S)}return[p,u]}let gi=new Map;function et(l,h,u,p=!0){let f=gi.get(h)||{},y=O.bind[l](t,h,u,p);y&&(Di(l,h,f[l]=y),gi.set(h,f))}function Ni(l,h,u){let p=gi.get(h)||{};for(let f in p)(l==null||f==l)&&(jr(f,h,p[f]),delete p[f]);l==null&&gi.delete(h)}let Jt=0,_i=0,Y=0,z=0,ge=0,Re=0,Fi=ge,yi=Re,Wt=Y,bi=z,ut=0,wt=0,at=0,zt=0;t.bbox={};let sr=!1,ls=!1,Vi=!1,vi=!1,as=!1,xt=!1;function rr(l,h,u){(u||l!=t.width||h!=t.height)&&Lo(l,h),qi(!1),Vi=!0,ls=!0,Yi()}function Lo(l,h){t.width=Jt=Y=l,t.height=_i=z=h,ge=Re=0,lh(),ah();let u=t.bbox;ut=u.left=Pi(ge*ae,.5),wt=u.top=Pi(Re*ae,.5),at=u.width=Pi(Y*ae,.5),zt=u.height=Pi(z*ae,.5)}let sh=3;function rh(){let l=!1,h=0;for(;!l;){h++;let u=_h(h),p=yh(h);l=h==sh||u&&p,l||(Lo(t.width,t.height),ls=!0)}}function oh({width:l,height:h}){rr(l,h)}t.setSize=oh;function lh(){let l=!1,h=!1,u=!1,p=!1;W.forEach((f,y)=>{if(f.show&&f._show){let{side:v,_size:S}=f,$=v%2,A=f.label!=null?f.labelSize:0,M=S+A;M>0&&($?(Y-=M,v==3?(ge+=M,p=!0):u=!0):(z-=M,v==0?(Re+=M,l=!0):h=!0))}}),xi[0]=l,xi[1]=u,xi[2]=h,xi[3]=p,Y-=ri[1]+ri[3],ge+=ri[3],z-=ri[2]+ri[0],Re+=ri[0]}function ah(){let l=ge+Y,h=Re+z,u=ge,p=Re;function f(y,v){switch(y){case 1:return l+=v,l-v;case 2:return h+=v,h-v;case 3:return u-=v,u+v;case 0:return p-=v,p+v}}W.forEach((y,v)=>{if(y.show&&y._show){let S=y.side;y._pos=f(S,y._size),y.label!=null&&(y._lpos=f(S,y.labelSize))}})}if(O.dataIdx==null){let l=O.hover,h=l.skip=new Set(l.skip??[]);h.add(void 0);let u=l.prox=ie(l.prox),p=l.bias??=0;O.dataIdx=(f,y,v,S)=>{if(y==0)return v;let $=v,A=u(f,y,v,S)??pe,M=A>=0&&A<pe,R=E.ori==0?Y:z,K=O.left,le=i[0],re=i[y];if(h.has(re[v])){$=null;let ee=null,U=null,B;if(p==0||p==-1)for(B=v;ee==null&&B-- >0;)h.has(re[B])||(ee=B);if(p==0||p==1)for(B=v;U==null&&B++<re.length;)h.has(re[B])||(U=B);if(ee!=null||U!=null)if(M){let be=ee==null?-1/0:H(le[ee],E,R,0),Ee=U==null?1/0:H(le[U],E,R,0),Fe=K-be,ue=Ee-K;Fe<=ue?Fe<=A&&($=ee):ue<=A&&($=U)}else $=U==null?ee:ee==null?U:v-ee<=U-v?ee:U}else M&&Le(K-H(le[v],E,R,0))>A&&($=null);return $}}let wi=l=>{O.event=l};O.idxs=de,O._lock=!1;let qe=O.points;qe.show=ie(qe.show),qe.size=ie(qe.size),qe.stroke=ie(qe.stroke),qe.width=ie(qe.width),qe.fill=ie(qe.fill);let Ut=t.focus=Pe({},n.focus||{alpha:.3},O.focus),Wi=Ut.prox>=0,Ui=Wi&&qe.one,St=[],Gi=[],Ki=[];function Io(l,h){let u=qe.show(t,h);if(u instanceof HTMLElement)return gt(u,ld),gt(u,l.class),Yt(u,-10,-10,Y,z),w.insertBefore(u,St[h]),u}function Ho(l,h){if(s==1||h>0){let u=s==1&&T[l.scale].time,p=l.value;l.value=u?Zl(p)?na(ne,ia(p,F)):p||se:p||wu,l.label=l.label||(u?pu:uu)}if(Ui||h>0){l.width=l.width==null?1:l.width,l.paths=l.paths||Lu||kd,l.fillTo=ie(l.fillTo||Tu),l.pxAlign=+oe(l.pxAlign,C),l.pxRound=ua(l.pxAlign),l.stroke=ie(l.stroke||null),l.fill=ie(l.fill||null),l._stroke=l._fill=l._paths=l._focus=null;let u=xu(st(1,l.width),1),p=l.points=Pe({},{size:u,width:st(1,u*.2),stroke:l.stroke,space:u*2,paths:Iu,_stroke:null,_fill:null},l.points);p.show=ie(p.show),p.filter=ie(p.filter),p.fill=ie(p.fill),p.stroke=ie(p.stroke),p.paths=ie(p.paths),p.pxAlign=l.pxAlign}if(ze){let u=os(l,h);Te.splice(h,0,u[0]),Vt.splice(h,0,u[1]),X.values.push(null)}if(Xe){de.splice(h,0,null);let u=null;Ui?h==0&&(u=Io(l,h)):h>0&&(u=Io(l,h)),St.splice(h,0,u),Gi.splice(h,0,0),Ki.splice(h,0,0)}Ne("addSeries",h)}function ch(l,h){h=h??k.length,l=s==1?Xr(l,h,ra,ha):Xr(l,h,{},ca),k.splice(h,0,l),Ho(k[h],h)}t.addSeries=ch;function hh(l){if(k.splice(l,1),ze){X.values.splice(l,1),Vt.splice(l,1);let h=Te.splice(l,1)[0];Ni(null,h.firstChild),h.remove()}Xe&&(de.splice(l,1),St.splice(l,1)[0].remove(),Gi.splice(l,1),Ki.splice(l,1)),Ne("delSeries",l)}t.delSeries=hh;let xi=[!1,!1,!1,!1];function dh(l,h){if(l._show=l.show,l.show){let u=l.side%2,p=T[l.scale];p==null&&(l.scale=u?k[1].scale:D,p=T[l.scale]);let f=p.time;l.size=ie(l.size),l.space=ie(l.space),l.rotate=ie(l.rotate),di(l.incrs)&&l.incrs.forEach(v=>{!ui.has(v)&&ui.set(v,ka(v))}),l.incrs=ie(l.incrs||(p.distr==2?jd:f?L==1?Yd:Qd:zi)),l.splits=ie(l.splits||(f&&p.distr==1?lt:p.distr==3?Yr:p.distr==4?gu:fu)),l.stroke=ie(l.stroke),l.grid.stroke=ie(l.grid.stroke),l.ticks.stroke=ie(l.ticks.stroke),l.border.stroke=ie(l.border.stroke);let y=l.values;l.values=di(y)&&!di(y[0])?ie(y):f?di(y)?ta(ne,ea(y,F)):Zl(y)?tu(ne,y):y||xe:y||mu,l.filter=ie(l.filter||(p.distr>=3&&p.log==10?bu:p.distr==3&&p.log==2?vu:Sa)),l.font=ga(l.font),l.labelFont=ga(l.labelFont),l._size=l.size(t,null,h,0),l._space=l._rotate=l._incrs=l._found=l._splits=l._values=null,l._size>0&&(xi[h]=!0,l._el=Et(nd,g))}}function kn(l,h,u,p){let[f,y,v,S]=u,$=h%2,A=0;return $==0&&(S||y)&&(A=h==0&&!f||h==2&&!v?De(sa.size/3):0),$==1&&(f||v)&&(A=h==1&&!y||h==3&&!S?De(la.size/2):0),A}let Oo=t.padding=(n.padding||[kn,kn,kn,kn]).map(l=>ie(oe(l,kn))),ri=t._padding=Oo.map((l,h)=>l(t,h,xi,0)),We,Ie=null,He=null,cs=s==1?k[0].idxs:null,Rt=null,Tn=!1;function Bo(l,h){if(i=l??[],t.data=t._data=i,s==2){We=0;for(let u=1;u<k.length;u++)We+=i[u][0].length}else{i.length==0&&(t.data=t._data=i=[[]]),Rt=i[0],We=Rt.length;let u=i;if(Z==2){u=i.slice();let p=u[0]=Array(We);for(let f=0;f<We;f++)p[f]=f}t._data=i=u}if(qi(!0),Ne("setData"),Z==2&&(Vi=!0),h!==!1){let u=E;u.auto(t,Tn)?or():li(D,u.min,u.max),vi=vi||O.left>=0,xt=!0,Yi()}}t.setData=Bo;function or(){Tn=!0;let l,h;s==1&&(We>0?(Ie=cs[0]=0,He=cs[1]=We-1,l=i[0][Ie],h=i[0][He],Z==2?(l=Ie,h=He):l==h&&(Z==3?[l,h]=Ls(l,l,E.log,!1):Z==4?[l,h]=no(l,l,E.log,!1):E.time?h=l+De(86400/L):[l,h]=zs(l,h,so,!0))):(Ie=cs[0]=l=null,He=cs[1]=h=null)),li(D,l,h)}let hs,ji,lr,ar,cr,hr,dr,ur,pr,ct;function No(l,h,u,p,f,y){l??=Rl,u??=oo,p??="butt",f??=Rl,y??="round",l!=hs&&(m.strokeStyle=hs=l),f!=ji&&(m.fillStyle=ji=f),h!=lr&&(m.lineWidth=lr=h),y!=cr&&(m.lineJoin=cr=y),p!=hr&&(m.lineCap=hr=p),u!=ar&&m.setLineDash(ar=u)}function Fo(l,h,u,p){h!=ji&&(m.fillStyle=ji=h),l!=dr&&(m.font=dr=l),u!=ur&&(m.textAlign=ur=u),p!=pr&&(m.textBaseline=pr=p)}function mr(l,h,u,p,f=0){if(p.length>0&&l.auto(t,Tn)&&(h==null||h.min==null)){let y=oe(Ie,0),v=oe(He,p.length-1),S=u.min==null?bd(p,y,v,f,l.distr==3):[u.min,u.max];l.min=Bt(l.min,u.min=S[0]),l.max=st(l.max,u.max=S[1])}}let Vo={min:null,max:null};function uh(){for(let p in T){let f=T[p];V[p]==null&&(f.min==null||V[D]!=null&&f.auto(t,Tn))&&(V[p]=Vo)}for(let p in T){let f=T[p];V[p]==null&&f.from!=null&&V[f.from]!=null&&(V[p]=Vo)}V[D]!=null&&qi(!0);let l={};for(let p in V){let f=V[p];if(f!=null){let y=l[p]=dn(T[p],Cd);if(f.min!=null)Pe(y,f);else if(p!=D||s==2)if(We==0&&y.from==null){let v=y.range(t,null,null,p);y.min=v[0],y.max=v[1]}else y.min=pe,y.max=-pe}}if(We>0){k.forEach((p,f)=>{if(s==1){let y=p.scale,v=V[y];if(v==null)return;let S=l[y];if(f==0){let $=S.range(t,S.min,S.max,y);S.min=$[0],S.max=$[1],Ie=Ot(S.min,i[0]),He=Ot(S.max,i[0]),He-Ie>1&&(i[0][Ie]<S.min&&Ie++,i[0][He]>S.max&&He--),p.min=Rt[Ie],p.max=Rt[He]}else p.show&&p.auto&&mr(S,v,p,i[f],p.sorted);p.idxs[0]=Ie,p.idxs[1]=He}else if(f>0&&p.show&&p.auto){let[y,v]=p.facets,S=y.scale,$=v.scale,[A,M]=i[f],R=l[S],K=l[$];R!=null&&mr(R,V[S],y,A,y.sorted),K!=null&&mr(K,V[$],v,M,v.sorted),p.min=v.min,p.max=v.max}});for(let p in l){let f=l[p],y=V[p];if(f.from==null&&(y==null||y.min==null)){let v=f.range(t,f.min==pe?null:f.min,f.max==-pe?null:f.max,p);f.min=v[0],f.max=v[1]}}}for(let p in l){let f=l[p];if(f.from!=null){let y=l[f.from];if(y.min==null)f.min=f.max=null;else{let v=f.range(t,y.min,y.max,p);f.min=v[0],f.max=v[1]}}}let h={},u=!1;for(let p in l){let f=l[p],y=T[p];if(y.min!=f.min||y.max!=f.max){y.min=f.min,y.max=f.max;let v=y.distr;y._min=v==3?ti(y.min):v==4?Nr(y.min,y.asinh):v==100?y.fwd(y.min):y.min,y._max=v==3?ti(y.max):v==4?Nr(y.max,y.asinh):v==100?y.fwd(y.max):y.max,h[p]=u=!0}}if(u){k.forEach((p,f)=>{s==2?f>0&&h.y&&(p._paths=null):h[p.scale]&&(p._paths=null)});for(let p in h)Vi=!0,Ne("setScale",p);Xe&&O.left>=0&&(vi=xt=!0)}for(let p in V)V[p]=null}function ph(l){let h=qr(Ie-1,0,We-1),u=qr(He+1,0,We-1);for(;l[h]==null&&h>0;)h--;for(;l[u]==null&&u<We-1;)u++;return[h,u]}function mh(){if(We>0){let l=k.some(h=>h._focus)&&ct!=Ut.alpha;l&&(m.globalAlpha=ct=Ut.alpha),k.forEach((h,u)=>{if(u>0&&h.show&&(Wo(u,!1),Wo(u,!0),h._paths==null)){let p=ct;ct!=h.alpha&&(m.globalAlpha=ct=h.alpha);let f=s==2?[0,i[u][0].length-1]:ph(i[u]);h._paths=h.paths(t,u,f[0],f[1]),ct!=p&&(m.globalAlpha=ct=p)}}),k.forEach((h,u)=>{if(u>0&&h.show){let p=ct;ct!=h.alpha&&(m.globalAlpha=ct=h.alpha),h._paths!=null&&Uo(u,!1);{let f=h._paths!=null?h._paths.gaps:null,y=h.points.show(t,u,Ie,He,f),v=h.points.filter(t,u,y,f);(y||v)&&(h.points._paths=h.points.paths(t,u,Ie,He,v),Uo(u,!0))}ct!=p&&(m.globalAlpha=ct=p),Ne("drawSeries",u)}}),l&&(m.globalAlpha=ct=1)}}function Wo(l,h){let u=h?k[l].points:k[l];u._stroke=u.stroke(t,l),u._fill=u.fill(t,l)}function Uo(l,h){let u=h?k[l].points:k[l],{stroke:p,fill:f,clip:y,flags:v,_stroke:S=u._stroke,_fill:$=u._fill,_width:A=u.width}=u._paths;A=me(A*ae,3);let M=null,R=A%2/2;h&&$==null&&($=A>0?"#fff":S);let K=u.pxAlign==1&&R>0;if(K&&m.translate(R,R),!h){let le=ut-A/2,re=wt-A/2,ee=at+A,U=zt+A;M=new Path2D,M.rect(le,re,ee,U)}h?fr(S,A,u.dash,u.cap,$,p,f,v,y):fh(l,S,A,u.dash,u.cap,$,p,f,v,M,y),K&&m.translate(-R,-R)}function fh(l,h,u,p,f,y,v,S,$,A,M){let R=!1;$!=0&&J.forEach((K,le)=>{if(K.series[0]==l){let re=k[K.series[1]],ee=i[K.series[1]],U=(re._paths||Un).band;di(U)&&(U=K.dir==1?U[0]:U[1]);let B,be=null;re.show&&U&&wd(ee,Ie,He)?(be=K.fill(t,le)||y,B=re._paths.clip):U=null,fr(h,u,p,f,be,v,S,$,A,M,B,U),R=!0}}),R||fr(h,u,p,f,y,v,S,$,A,M)}let Go=un|Jr;function fr(l,h,u,p,f,y,v,S,$,A,M,R){No(l,h,u,p,f),($||A||R)&&(m.save(),$&&m.clip($),A&&m.clip(A)),R?(S&Go)==Go?(m.clip(R),M&&m.clip(M),us(f,v),ds(l,y,h)):S&Jr?(us(f,v),m.clip(R),ds(l,y,h)):S&un&&(m.save(),m.clip(R),M&&m.clip(M),us(f,v),m.restore(),ds(l,y,h)):(us(f,v),ds(l,y,h)),($||A||R)&&m.restore()}function ds(l,h,u){u>0&&(h instanceof Map?h.forEach((p,f)=>{m.strokeStyle=hs=f,m.stroke(p)}):h!=null&&l&&m.stroke(h))}function us(l,h){h instanceof Map?h.forEach((u,p)=>{m.fillStyle=ji=p,m.fill(u)}):h!=null&&l&&m.fill(h)}function gh(l,h,u,p){let f=W[l],y;if(p<=0)y=[0,0];else{let v=f._space=f.space(t,l,h,u,p),S=f._incrs=f.incrs(t,l,h,u,p,v);y=Vu(h,u,S,p,v)}return f._found=y}function gr(l,h,u,p,f,y,v,S,$,A){let M=v%2/2;C==1&&m.translate(M,M),No(S,v,$,A,S),m.beginPath();let R,K,le,re,ee=f+(p==0||p==3?-y:y);u==0?(K=f,re=ee):(R=f,le=ee);for(let U=0;U<l.length;U++)h[U]!=null&&(u==0?R=le=l[U]:K=re=l[U],m.moveTo(R,K),m.lineTo(le,re));m.stroke(),C==1&&m.translate(-M,-M)}function _h(l){let h=!0;return W.forEach((u,p)=>{if(!u.show)return;let f=T[u.scale];if(f.min==null){u._show&&(h=!1,u._show=!1,qi(!1));return}else u._show||(h=!1,u._show=!0,qi(!1));let y=u.side,v=y%2,{min:S,max:$}=f,[A,M]=gh(p,S,$,v==0?Y:z);if(M==0)return;let R=f.distr==2,K=u._splits=u.splits(t,p,S,$,A,M,R),le=f.distr==2?K.map(B=>Rt[B]):K,re=f.distr==2?Rt[K[1]]-Rt[K[0]]:A,ee=u._values=u.values(t,u.filter(t,le,p,M,re),p,M,re);u._rotate=y==2?u.rotate(t,ee,p,M):0;let U=u._size;u._size=Ct(u.size(t,ee,p,l)),U!=null&&u._size!=U&&(h=!1)}),h}function yh(l){let h=!0;return Oo.forEach((u,p)=>{let f=u(t,p,xi,l);f!=ri[p]&&(h=!1),ri[p]=f}),h}function bh(){for(let l=0;l<W.length;l++){let h=W[l];if(!h.show||!h._show)continue;let u=h.side,p=u%2,f,y,v=h.stroke(t,l),S=u==0||u==3?-1:1,[$,A]=h._found;if(h.label!=null){let it=h.labelGap*S,ft=De((h._lpos+it)*ae);Fo(h.labelFont[0],v,"center",u==2?"top":zl),m.save(),p==1?(f=y=0,m.translate(ft,De(wt+zt/2)),m.rotate((u==3?-Ms:Ms)/2)):(f=De(ut+at/2),y=ft);let ki=wa(h.label)?h.label(t,l,$,A):h.label;m.fillText(ki,f,y),m.restore()}if(A==0)continue;let M=T[h.scale],R=p==0?at:zt,K=p==0?ut:wt,le=h._splits,re=M.distr==2?le.map(it=>Rt[it]):le,ee=M.distr==2?Rt[le[1]]-Rt[le[0]]:$,U=h.ticks,B=h.border,be=U.show?U.size:0,Ee=De(be*ae),Fe=De((h.alignTo==2?h._size-be-h.gap:h.gap)*ae),ue=h._rotate*-Ms/180,Ce=I(h._pos*ae),pt=(Ee+Fe)*S,tt=Ce+pt;y=p==0?tt:0,f=p==1?tt:0;let $t=h.font[0],Dt=h.align==1?on:h.align==2?Hr:ue>0?on:ue<0?Hr:p==0?"center":u==3?Hr:on,jt=ue||p==1?"middle":u==2?"top":zl;Fo($t,v,Dt,jt);let mt=h.font[1]*h.lineGap,kt=le.map(it=>I(a(it,M,R,K))),Lt=h._values;for(let it=0;it<Lt.length;it++){let ft=Lt[it];if(ft!=null){p==0?f=kt[it]:y=kt[it],ft=""+ft;let ki=ft.indexOf(`
`)==-1?[ft]:ft.split(/\n/gm);for(let nt=0;nt<ki.length;nt++){let hl=ki[nt];ue?(m.save(),m.translate(f,y+nt*mt),m.rotate(ue),m.fillText(hl,0,0),m.restore()):m.fillText(hl,f,y+nt*mt)}}}U.show&&gr(kt,U.filter(t,re,l,A,ee),p,u,Ce,Ee,me(U.width*ae,3),U.stroke(t,l),U.dash,U.cap);let qt=h.grid;qt.show&&gr(kt,qt.filter(t,re,l,A,ee),p,p==0?2:1,p==0?wt:ut,p==0?zt:at,me(qt.width*ae,3),qt.stroke(t,l),qt.dash,qt.cap),B.show&&gr([Ce],[1],p==0?1:0,p==0?1:2,p==1?wt:ut,p==1?zt:at,me(B.width*ae,3),B.stroke(t,l),B.dash,B.cap)}Ne("drawAxes")}function qi(l){k.forEach((h,u)=>{u>0&&(h._paths=null,l&&(s==1?(h.min=null,h.max=null):h.facets.forEach(p=>{p.min=null,p.max=null})))})}let ps=!1,_r=!1,En=[];function vh(){_r=!1;for(let l=0;l<En.length;l++)Ne(...En[l]);En.length=0}function Yi(){ps||(Ld(Ko),ps=!0)}function wh(l,h=!1){ps=!0,_r=h,l(t),Ko(),h&&En.length>0&&queueMicrotask(vh)}t.batch=wh;function Ko(){if(sr&&(uh(),sr=!1),Vi&&(rh(),Vi=!1),ls){if(we(b,on,ge),we(b,"top",Re),we(b,Nn,Y),we(b,Fn,z),we(w,on,ge),we(w,"top",Re),we(w,Nn,Y),we(w,Fn,z),we(g,Nn,Jt),we(g,Fn,_i),_.width=De(Jt*ae),_.height=De(_i*ae),W.forEach(({_el:l,_show:h,_size:u,_pos:p,side:f})=>{if(l!=null)if(h){let y=f===3||f===0?u:0,v=f%2==1;we(l,v?"left":"top",p-y),we(l,v?"width":"height",u),we(l,v?"top":"left",v?Re:ge),we(l,v?"height":"width",v?z:Y),Kr(l,Ri)}else gt(l,Ri)}),hs=ji=lr=cr=hr=dr=ur=pr=ar=null,ct=1,Mn(!0),ge!=Fi||Re!=yi||Y!=Wt||z!=bi){qi(!1);let l=Y/Wt,h=z/bi;if(Xe&&!vi&&O.left>=0){O.left*=l,O.top*=h,Zi&&Yt(Zi,De(O.left),0,Y,z),Ji&&Yt(Ji,0,De(O.top),Y,z);for(let u=0;u<St.length;u++){let p=St[u];p!=null&&(Gi[u]*=l,Ki[u]*=h,Yt(p,Ct(Gi[u]),Ct(Ki[u]),Y,z))}}if(ye.show&&!as&&ye.left>=0&&ye.width>0){ye.left*=l,ye.width*=l,ye.top*=h,ye.height*=h;for(let u in Sr)we(en,u,ye[u])}Fi=ge,yi=Re,Wt=Y,bi=z}Ne("setSize"),ls=!1}Jt>0&&_i>0&&(m.clearRect(0,0,_.width,_.height),Ne("drawClear"),q.forEach(l=>l()),Ne("draw")),ye.show&&as&&(ms(ye),as=!1),Xe&&vi&&($i(null,!0,!1),vi=!1),X.show&&X.live&&xt&&(wr(),xt=!1),c||(c=!0,t.status=1,Ne("ready")),Tn=!1,ps=!1}t.redraw=(l,h)=>{Vi=h||!1,l!==!1?li(D,E.min,E.max):Yi()};function yr(l,h){let u=T[l];if(u.from==null){if(We==0){let p=u.range(t,h.min,h.max,l);h.min=p[0],h.max=p[1]}if(h.min>h.max){let p=h.min;h.min=h.max,h.max=p}if(We>1&&h.min!=null&&h.max!=null&&h.max-h.min<1e-16)return;l==D&&u.distr==2&&We>0&&(h.min=Ot(h.min,i[0]),h.max=Ot(h.max,i[0]),h.min==h.max&&h.max++),V[l]=h,sr=!0,Yi()}}t.setScale=yr;let br,vr,Zi,Ji,jo,qo,Qi,Xi,Yo,Zo,_e,$e,oi=!1,Ue=O.drag,Oe=Ue.x,Be=Ue.y;Xe&&(O.x&&(br=Et(rd,w)),O.y&&(vr=Et(od,w)),E.ori==0?(Zi=br,Ji=vr):(Zi=vr,Ji=br),_e=O.left,$e=O.top);let ye=t.select=Pe({show:!0,over:!0,left:0,width:0,top:0,height:0},n.select),en=ye.show?Et(sd,ye.over?w:b):null;function ms(l,h){if(ye.show){for(let u in l)ye[u]=l[u],u in Sr&&we(en,u,l[u]);h!==!1&&Ne("setSelect")}}t.setSelect=ms;function xh(l){if(k[l].show)ze&&Kr(Te[l],Ri);else if(ze&&gt(Te[l],Ri),Xe){let u=Ui?St[0]:St[l];u!=null&&Yt(u,-10,-10,Y,z)}}function li(l,h,u){yr(l,{min:h,max:u})}function Gt(l,h,u,p){h.focus!=null&&Eh(l),h.show!=null&&k.forEach((f,y)=>{y>0&&(l==y||l==null)&&(f.show=h.show,xh(y),s==2?(li(f.facets[0].scale,null,null),li(f.facets[1].scale,null,null)):li(f.scale,null,null),Yi())}),u!==!1&&Ne("setSeries",l,h),p&&Pn("setSeries",t,l,h)}t.setSeries=Gt;function Sh(l,h){Pe(J[l],h)}function $h(l,h){l.fill=ie(l.fill||null),l.dir=oe(l.dir,-1),h=h??J.length,J.splice(h,0,l)}function kh(l){l==null?J.length=0:J.splice(l,1)}t.addBand=$h,t.setBand=Sh,t.delBand=kh;function Th(l,h){k[l].alpha=h,Xe&&St[l]!=null&&(St[l].style.opacity=h),ze&&Te[l]&&(Te[l].style.opacity=h)}let Qt,ai,Si,tn={focus:!0};function Eh(l){if(l!=Si){let h=l==null,u=Ut.alpha!=1;k.forEach((p,f)=>{if(s==1||f>0){let y=h||f==0||f==l;p._focus=h?null:y,u&&Th(f,y?1:Ut.alpha)}}),Si=l,u&&Yi()}}ze&&Wi&&et(Il,ce,l=>{O._lock||(wi(l),Si!=null&&Gt(null,tn,!0,Ae.setSeries))});function Kt(l,h,u){let p=T[h];u&&(l=l/ae-(p.ori==1?Re:ge));let f=Y;p.ori==1&&(f=z,l=f-l),p.dir==-1&&(l=f-l);let y=p._min,v=p._max,S=l/f,$=y+(v-y)*S,A=p.distr;return A==3?cn(10,$):A==4?Sd($,p.asinh):A==100?p.bwd($):$}function Ch(l,h){let u=Kt(l,D,h);return Ot(u,i[0],Ie,He)}t.valToIdx=l=>Ot(l,i[0]),t.posToIdx=Ch,t.posToVal=Kt,t.valToPos=(l,h,u)=>T[h].ori==0?r(l,T[h],u?at:Y,u?ut:0):o(l,T[h],u?zt:z,u?wt:0),t.setCursor=(l,h,u)=>{_e=l.left,$e=l.top,$i(null,h,u)};function Jo(l,h){we(en,on,ye.left=l),we(en,Nn,ye.width=h)}function Qo(l,h){we(en,"top",ye.top=l),we(en,Fn,ye.height=h)}let Cn=E.ori==0?Jo:Qo,An=E.ori==1?Jo:Qo;function Ah(){if(ze&&X.live)for(let l=s==2?1:0;l<k.length;l++){if(l==0&&vt)continue;let h=X.values[l],u=0;for(let p in h)Vt[l][u++].firstChild.nodeValue=h[p]}}function wr(l,h){if(l!=null&&(l.idxs?l.idxs.forEach((u,p)=>{de[p]=u}):Ed(l.idx)||de.fill(l.idx),X.idx=de[0]),ze&&X.live){for(let u=0;u<k.length;u++)(u>0||s==1&&!vt)&&Mh(u,de[u]);Ah()}xt=!1,h!==!1&&Ne("setLegend")}t.setLegend=wr;function Mh(l,h){let u=k[l],p=l==0&&Z==2?Rt:i[l],f;vt?f=u.values(t,l,h)??si:(f=u.value(t,h==null?null:p[h],l,h),f=f==null?si:{_:f}),X.values[l]=f}function $i(l,h,u){Yo=_e,Zo=$e,[_e,$e]=O.move(t,_e,$e),O.left=_e,O.top=$e,Xe&&(Zi&&Yt(Zi,De(_e),0,Y,z),Ji&&Yt(Ji,0,De($e),Y,z));let p,f=Ie>He;Qt=pe,ai=null;let y=E.ori==0?Y:z,v=E.ori==1?Y:z;if(_e<0||We==0||f){p=O.idx=null;for(let S=0;S<k.length;S++){let $=St[S];$!=null&&Yt($,-10,-10,Y,z)}Wi&&Gt(null,tn,!0,l==null&&Ae.setSeries),X.live&&(de.fill(p),xt=!0)}else{let S,$,A;s==1&&(S=E.ori==0?_e:$e,$=Kt(S,D),p=O.idx=Ot($,i[0],Ie,He),A=H(i[0][p],E,y,0));let M=-10,R=-10,K=0,le=0,re=!0,ee="",U="";for(let B=s==2?1:0;B<k.length;B++){let be=k[B],Ee=de[B],Fe=Ee==null?null:s==1?i[B][Ee]:i[B][1][Ee],ue=O.dataIdx(t,B,p,$),Ce=ue==null?null:s==1?i[B][ue]:i[B][1][ue];if(xt=xt||Ce!=Fe||ue!=Ee,de[B]=ue,B>0&&be.show){let pt=ue==null?-10:ue==p?A:H(s==1?i[0][ue]:i[B][0][ue],E,y,0),tt=Ce==null?-10:G(Ce,s==1?T[be.scale]:T[be.facets[1].scale],v,0);if(Wi&&Ce!=null){let $t=E.ori==1?_e:$e,Dt=Le(Ut.dist(t,B,ue,tt,$t));if(Dt<Qt){let jt=Ut.bias;if(jt!=0){let mt=Kt($t,be.scale),kt=Ce>=0?1:-1,Lt=mt>=0?1:-1;Lt==kt&&(Lt==1?jt==1?Ce>=mt:Ce<=mt:jt==1?Ce<=mt:Ce>=mt)&&(Qt=Dt,ai=B)}else Qt=Dt,ai=B}}if(xt||Ui){let $t,Dt;E.ori==0?($t=pt,Dt=tt):($t=tt,Dt=pt);let jt,mt,kt,Lt,qt,it,ft=!0,ki=qe.bbox;if(ki!=null){ft=!1;let nt=ki(t,B);kt=nt.left,Lt=nt.top,jt=nt.width,mt=nt.height}else kt=$t,Lt=Dt,jt=mt=qe.size(t,B);if(it=qe.fill(t,B),qt=qe.stroke(t,B),Ui)B==ai&&Qt<=Ut.prox&&(M=kt,R=Lt,K=jt,le=mt,re=ft,ee=it,U=qt);else{let nt=St[B];nt!=null&&(Gi[B]=kt,Ki[B]=Lt,Wl(nt,jt,mt,ft),Fl(nt,it,qt),Yt(nt,Ct(kt),Ct(Lt),Y,z))}}}}if(Ui){let B=Ut.prox,be=Si==null?Qt<=B:Qt>B||ai!=Si;if(xt||be){let Ee=St[0];Ee!=null&&(Gi[0]=M,Ki[0]=R,Wl(Ee,K,le,re),Fl(Ee,ee,U),Yt(Ee,Ct(M),Ct(R),Y,z))}}}if(ye.show&&oi)if(l!=null){let[S,$]=Ae.scales,[A,M]=Ae.match,[R,K]=l.cursor.sync.scales,le=l.cursor.drag;if(Oe=le._x,Be=le._y,Oe||Be){let{left:re,top:ee,width:U,height:B}=l.select,be=l.scales[R].ori,Ee=l.posToVal,Fe,ue,Ce,pt,tt,$t=S!=null&&A(S,R),Dt=$!=null&&M($,K);$t&&Oe?(be==0?(Fe=re,ue=U):(Fe=ee,ue=B),Ce=T[S],pt=H(Ee(Fe,R),Ce,y,0),tt=H(Ee(Fe+ue,R),Ce,y,0),Cn(Bt(pt,tt),Le(tt-pt))):Cn(0,y),Dt&&Be?(be==1?(Fe=re,ue=U):(Fe=ee,ue=B),Ce=T[$],pt=G(Ee(Fe,K),Ce,v,0),tt=G(Ee(Fe+ue,K),Ce,v,0),An(Bt(pt,tt),Le(tt-pt))):An(0,v)}else $r()}else{let S=Le(Yo-jo),$=Le(Zo-qo);if(E.ori==1){let K=S;S=$,$=K}Oe=Ue.x&&S>=Ue.dist,Be=Ue.y&&$>=Ue.dist;let A=Ue.uni;A!=null?Oe&&Be&&(Oe=S>=A,Be=$>=A,!Oe&&!Be&&($>S?Be=!0:Oe=!0)):Ue.x&&Ue.y&&(Oe||Be)&&(Oe=Be=!0);let M,R;Oe&&(E.ori==0?(M=Qi,R=_e):(M=Xi,R=$e),Cn(Bt(M,R),Le(R-M)),Be||An(0,v)),Be&&(E.ori==1?(M=Qi,R=_e):(M=Xi,R=$e),An(Bt(M,R),Le(R-M)),Oe||Cn(0,y)),!Oe&&!Be&&(Cn(0,0),An(0,0))}if(Ue._x=Oe,Ue._y=Be,l==null){if(u){if(cl!=null){let[S,$]=Ae.scales;Ae.values[0]=S!=null?Kt(E.ori==0?_e:$e,S):null,Ae.values[1]=$!=null?Kt(E.ori==1?_e:$e,$):null}Pn(Or,t,_e,$e,Y,z,p)}if(Wi){let S=u&&Ae.setSeries,$=Ut.prox;Si==null?Qt<=$&&Gt(ai,tn,!0,S):Qt>$?Gt(null,tn,!0,S):ai!=Si&&Gt(ai,tn,!0,S)}}xt&&(X.idx=p,wr()),h!==!1&&Ne("setCursor")}let ci=null;Object.defineProperty(t,"rect",{get(){return ci==null&&Mn(!1),ci}});function Mn(l=!1){l?ci=null:(ci=w.getBoundingClientRect(),Ne("syncRect",ci))}function Xo(l,h,u,p,f,y,v){O._lock||oi&&l!=null&&l.movementX==0&&l.movementY==0||(xr(l,h,u,p,f,y,v,!1,l!=null),l!=null?$i(null,!0,!0):$i(h,!0,!1))}function xr(l,h,u,p,f,y,v,S,$){if(ci==null&&Mn(!1),wi(l),l!=null)u=l.clientX-ci.left,p=l.clientY-ci.top;else{if(u<0||p<0){_e=-10,$e=-10;return}let[A,M]=Ae.scales,R=h.cursor.sync,[K,le]=R.values,[re,ee]=R.scales,[U,B]=Ae.match,be=h.axes[0].side%2==1,Ee=E.ori==0?Y:z,Fe=E.ori==1?Y:z,ue=be?y:f,Ce=be?f:y,pt=be?p:u,tt=be?u:p;if(re!=null?u=U(A,re)?a(K,T[A],Ee,0):-10:u=Ee*(pt/ue),ee!=null?p=B(M,ee)?a(le,T[M],Fe,0):-10:p=Fe*(tt/Ce),E.ori==1){let $t=u;u=p,p=$t}}$&&(h==null||h.cursor.event.type==Or)&&((u<=1||u>=Y-1)&&(u=Pi(u,Y)),(p<=1||p>=z-1)&&(p=Pi(p,z))),S?(jo=u,qo=p,[Qi,Xi]=O.move(t,u,p)):(_e=u,$e=p)}let Sr={width:0,height:0,left:0,top:0};function $r(){ms(Sr,!1)}let el,tl,il,nl;function sl(l,h,u,p,f,y,v){oi=!0,Oe=Be=Ue._x=Ue._y=!1,xr(l,h,u,p,f,y,v,!0,!1),l!=null&&(et(Br,Ur,rl,!1),Pn(Dl,t,Qi,Xi,Y,z,null));let{left:S,top:$,width:A,height:M}=ye;el=S,tl=$,il=A,nl=M}function rl(l,h,u,p,f,y,v){oi=Ue._x=Ue._y=!1,xr(l,h,u,p,f,y,v,!1,!0);let{left:S,top:$,width:A,height:M}=ye,R=A>0||M>0,K=el!=S||tl!=$||il!=A||nl!=M;if(R&&K&&ms(ye),Ue.setScale&&R&&K){let le=S,re=A,ee=$,U=M;if(E.ori==1&&(le=$,re=M,ee=S,U=A),Oe&&li(D,Kt(le,D),Kt(le+re,D)),Be)for(let B in T){let be=T[B];B!=D&&be.from==null&&be.min!=pe&&li(B,Kt(ee+U,B),Kt(ee,B))}$r()}else O.lock&&(O._lock=!O._lock,$i(h,!0,l!=null));l!=null&&(Ni(Br,Ur),Pn(Br,t,_e,$e,Y,z,null))}function Ph(l,h,u,p,f,y,v){if(O._lock)return;wi(l);let S=oi;if(oi){let $=!0,A=!0,M=10,R,K;E.ori==0?(R=Oe,K=Be):(R=Be,K=Oe),R&&K&&($=_e<=M||_e>=Y-M,A=$e<=M||$e>=z-M),R&&$&&(_e=_e<Qi?0:Y),K&&A&&($e=$e<Xi?0:z),$i(null,!0,!0),oi=!1}_e=-10,$e=-10,de.fill(null),$i(null,!0,!0),S&&(oi=S)}function ol(l,h,u,p,f,y,v){O._lock||(wi(l),or(),$r(),l!=null&&Pn(Hl,t,_e,$e,Y,z,null))}function ll(){W.forEach(Wu),rr(t.width,t.height,!0)}Di(Ps,an,ll);let nn={};nn.mousedown=sl,nn.mousemove=Xo,nn.mouseup=rl,nn.dblclick=ol,nn.setSeries=(l,h,u,p)=>{let f=Ae.match[2];u=f(t,h,u),u!=-1&&Gt(u,p,!0,!1)},Xe&&(et(Dl,w,sl),et(Or,w,Xo),et(Ll,w,l=>{wi(l),Mn(!1)}),et(Il,w,Ph),et(Hl,w,ol),Qr.add(t),t.syncRect=Mn);let fs=t.hooks=n.hooks||{};function Ne(l,h,u){_r?En.push([l,h,u]):l in fs&&fs[l].forEach(p=>{p.call(null,t,h,u)})}(n.plugins||[]).forEach(l=>{for(let h in l.hooks)fs[h]=(fs[h]||[]).concat(l.hooks[h])});let al=(l,h,u)=>u,Ae=Pe({key:null,setSeries:!1,filters:{pub:ql,sub:ql},scales:[D,k[1]?k[1].scale:null],match:[Yl,Yl,al],values:[null,null]},O.sync);Ae.match.length==2&&Ae.match.push(al),O.sync=Ae;let cl=Ae.key,kr=Ga(cl);function Pn(l,h,u,p,f,y,v){Ae.filters.pub(l,h,u,p,f,y,v)&&kr.pub(l,h,u,p,f,y,v)}kr.sub(t);function zh(l,h,u,p,f,y,v){Ae.filters.sub(l,h,u,p,f,y,v)&&nn[l](null,h,u,p,f,y,v)}t.pub=zh;function Rh(){kr.unsub(t),Qr.delete(t),gi.clear(),jr(Ps,an,ll),d.remove(),ce?.remove(),Ne("destroy")}t.destroy=Rh;function Tr(){Ne("init",n,i),Bo(i||n.data,!1),V[D]?yr(D,V[D]):or(),as=ye.show&&(ye.width>0||ye.height>0),vi=xt=!0,rr(n.width,n.height)}return k.forEach(Ho),W.forEach(dh),e?e instanceof HTMLElement?(e.appendChild(d),Tr()):e(t,Tr):Tr(),t}Ke.assign=Pe;Ke.fmtNum=ro;Ke.rangeNum=zs;Ke.rangeLog=Ls;Ke.rangeAsinh=no;Ke.orient=Ii;Ke.pxRatio=ae;Ke.join=Dd;Ke.fmtDate=lo,Ke.tzDate=Gd;Ke.sync=Ga;{Ke.addGap=Eu,Ke.clipGaps=Os;let n=Ke.paths={points:Ja};n.linear=Xa,n.stepped=Mu,n.bars=Pu,n.spline=Ru}var nc='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function sc(n){return n.data[0]}function rc(n,i){return n[i+1]??n[i]??0}var oc=(n,i,e,t)=>{let s=n.series[i],r=n.data[i],o=sc(n),a=b=>n.valToPos(b,"x",!0),c=b=>n.valToPos(b,s?.scale??"y",!0),d=new Path2D,_=new Path2D,m=c(0),g=!1;for(let b=e;b<=t&&b+1<o.length;b++){let w=r[b];if(w==null){g=!1;continue}let C=a(o[b]??0),I=a(rc(o,b)),L=c(w);g?d.lineTo(C,L):d.moveTo(C,L),d.lineTo(I,L),_.rect(C,Math.min(L,m),I-C,Math.abs(m-L)),g=!0}return{stroke:d,fill:_}},lc=(n,i,e,t)=>{let s=n.series[i],r=n.data[i],o=sc(n),a=new Path2D,c=n.valToPos(0,s?.scale??"y",!0);for(let d=e;d<=t&&d+1<o.length;d++){let _=r[d];if(!_)continue;let m=n.valToPos(o[d]??0,"x",!0),g=n.valToPos(rc(o,d),"x",!0),b=Math.min(1*devicePixelRatio,(g-m)*.15),w=n.valToPos(_,s?.scale??"y",!0);a.rect(m+b,Math.min(w,c),Math.max(1,g-m-2*b),Math.max(1,Math.abs(w-c)))}return{stroke:null,fill:a}};var fo=[5,10,15,30,60,120,300,600,900,1800,3600,7200,10800,14400,21600,43200,86400,172800,604800];function cc(n,i,e,t){let s=fo.find(o=>(i-n)/o<=e)??fo[fo.length-1]??86400,r=[];for(let o=Math.ceil((n+t)/s)*s-t;o<=i;o+=s)r.push(o);return r}var ac=4;function hc(n){for(let i=0;i<ac;i++){let e=10**i;if(n.every(t=>Math.abs(Math.round(t*e)-t*e)<1e-6))return i}return ac}var Kn=52,_o=4,dc=24,uc=20,Gu=56,Ku=1e3,Ve=class extends Tt{constructor(){super(...arguments);this.line=[];this.panes=[];this.now=()=>Date.now()/1e3;this.timeFormat=String;this.clockOffset=()=>0;this.label="";this.valueText="";this.plots=[];this.shape="";this.resize=new ResizeObserver(()=>this.layOut());this.colors=new Map;this.onPointer=e=>{let[t]=this.plots;if(!t||this.line.length===0)return;let s=e.clientX-this.frame.getBoundingClientRect().left-t.bbox.left/devicePixelRatio,r=t.posToVal(s,"x"),o=this.line.findIndex(({start:a,end:c})=>a<=r&&r<c);o>=0&&this.choose(o)};this.onLeave=e=>{e.pointerType==="mouse"&&this.choose(void 0)};this.onKey=e=>{let t=this.line.length-1,s=this.now(),r=this.chosen??Math.max(0,this.line.findIndex(({end:a})=>s<a)),o={ArrowLeft:r-1,ArrowDown:r-1,ArrowRight:r+1,ArrowUp:r+1,PageDown:r-8,PageUp:r+8,Home:0,End:t};if(e.key==="Escape")this.choose(void 0);else{let a=o[e.key];if(a===void 0)return;this.choose(Math.min(t,Math.max(0,a)))}e.preventDefault()}}connectedCallback(){super.connectedCallback(),this.resize.observe(this),this.clock=setInterval(()=>this.moveNow(),Ku),this.hasUpdated&&this.requestUpdate("theme")}disconnectedCallback(){super.disconnectedCallback(),this.resize.disconnect(),clearInterval(this.clock),this.demolish()}render(){return x`
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
        ${this.panes.map(e=>x`<div class="pane" style="height:${e.height}px"></div>`)}
        ${this.panes.map(({title:e},t)=>x`<span class="title" style="top:${this.topOf(t)+2}px">${e}</span>`)}
        <div class="chosen"></div><div class="now"></div></div>
    `}topOf(e){return this.panes.slice(0,e).reduce((t,{height:s})=>t+s,0)}updated(e){e.has("theme")&&this.colors.clear(),(e.has("line")||e.has("panes")||e.has("theme"))&&this.draw(e.has("theme")),this.mark()}draw(e){let t=this.panes.map(s=>`${s.height}:${s.layers.map(r=>`${r.kind}${r.color}${r.dash?.join(" ")??""}`).join()}`).join("|");if(t!==this.shape||this.plots.length!==this.panes.length)this.build(t);else if(this.plots.forEach((s,r)=>{let o=this.panes[r];o&&s.setData(this.dataOf(o))}),e)for(let s of this.plots)s.redraw(!1,!0)}demolish(){for(let e of this.plots)e.destroy();this.plots=[]}build(e){this.demolish(),this.clientWidth!==0&&(this.shape=e,this.plots=this.panes.map((t,s)=>{let r=this.hosts[s];if(!r)throw new Error("a pane without its element");return new Ke(this.options(s),this.dataOf(t),r)}))}dataOf(e){let t=this.line.map(({start:r})=>r),s=this.line.at(-1);return s&&t.push(s.end),[t,...e.layers.map(({values:r})=>t.map((o,a)=>r[a]??null))]}options(e){let t=()=>this.panes[e],s=e===this.panes.length-1,r=()=>this.color("--et-muted"),o=()=>this.color("--et-line");return{width:this.clientWidth,height:t()?.height??0,legend:{show:!1},cursor:{show:!1},padding:[uc,_o,s?0:4,0],scales:{x:{time:!1,range:(a,c,d)=>[c,d]},y:{range:(a,c,d)=>this.range(t(),c,d)}},axes:[{show:!0,size:s?dc:0,gap:4,font:this.font(),stroke:r,splits:(a,c,d,_)=>cc(d,_,Math.max(2,Math.floor((this.clientWidth-Kn)/68)),this.clockOffset(d)),values:(a,c)=>c.map(d=>s&&this.hasRoom(a,d)?this.timeFormat(d):""),grid:{stroke:o,width:1},ticks:{show:!1}},{size:Kn,gap:6,font:this.font(),stroke:r,space:22,values:(a,c)=>{let d=hc(c.map(_=>_/(t()?.unit??1)));return c.map(_=>t()?.format(_,d)??"")},grid:{stroke:o,width:1},ticks:{show:!1}}],series:[{},...(t()?.layers??[]).map(a=>{let c=()=>this.color(a.color),d=()=>ju(this.color(a.color),a.fill??0);return{scale:"y",points:{show:!1},...a.kind==="line"?{}:{paths:a.kind==="bars"?lc:oc},...a.kind==="bars"?{width:0}:{stroke:c,width:a.width??1.5},...a.dash?{dash:a.dash}:{},...a.fill===void 0?{}:{fill:d}}})]}}hasRoom(e,t){return e.valToPos(t,"x")+e.bbox.left/devicePixelRatio+Gu/2<=this.clientWidth}range(e,t,s){let r=[t,s,...e?.include??[]].filter(d=>Number.isFinite(d)),o=Math.min(...r),a=Math.max(...r),c=(a-o||Math.abs(a)||1)*.08;return[o<0?o-c:Math.min(o,0),a>0?a+c:a]}font(){return`11px ${getComputedStyle(this).fontFamily||"sans-serif"}`}color(e){let t=this.colors.get(e);if(t===void 0){let s=e.startsWith("--")?getComputedStyle(this).getPropertyValue(e).trim():e;this.colors.set(e,t=s||"#888")}return t}layOut(){this.plots.length===0&&this.panes.length>0&&this.clientWidth>0&&this.build(this.shape||"new"),this.plots.forEach((e,t)=>{let s=this.panes[t]?.height??e.height;e.width!==this.clientWidth&&e.setSize({width:this.clientWidth,height:s})}),this.mark()}position(e){let[t]=this.plots;return t?t.valToPos(e,"x")+t.bbox.left/devicePixelRatio:void 0}mark(){this.moveNow();let e=this.chosen===void 0?void 0:this.line[this.chosen],t=e&&this.position(e.start),s=e&&this.position(e.end),r=this.chosenBand;r.hidden=t===void 0||s===void 0,t!==void 0&&s!==void 0&&(r.style.transform=`translateX(${t}px)`,r.style.width=`${Math.max(2,s-t)}px`)}moveNow(){if(!this.hasUpdated)return;let e=this.now(),[t]=this.line,s=this.line.at(-1),r=t&&s&&t.start<=e&&e<=s.end?this.position(e):void 0;this.nowLine.hidden=r===void 0,r!==void 0&&(this.nowLine.style.transform=`translateX(${r}px)`)}choose(e){e!==this.chosen&&this.dispatchEvent(new CustomEvent("choose",{detail:{index:e}}))}};Ve.styles=[ys(nc),ve`
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
        left: ${Kn-2}px;
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
        bottom: ${dc}px;
        left: 0;
        pointer-events: none;
      }
      .now {
        top: ${uc}px;
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
    `],N([Ge({attribute:!1})],Ve.prototype,"line",2),N([Ge({attribute:!1})],Ve.prototype,"panes",2),N([Ge({attribute:!1})],Ve.prototype,"chosen",2),N([Ge({attribute:!1})],Ve.prototype,"now",2),N([Ge({attribute:!1})],Ve.prototype,"timeFormat",2),N([Ge({attribute:!1})],Ve.prototype,"clockOffset",2),N([Ge({attribute:!1})],Ve.prototype,"theme",2),N([Ge()],Ve.prototype,"label",2),N([Ge()],Ve.prototype,"valueText",2),N([rn(".frame")],Ve.prototype,"frame",2),N([rn(".now")],Ve.prototype,"nowLine",2),N([rn(".chosen")],Ve.prototype,"chosenBand",2),N([Ml(".pane")],Ve.prototype,"hosts",2),Ve=N([Me("energy-trade-chart")],Ve);var go=typeof document>"u"?null:document.createElement("canvas").getContext("2d");function ju(n,i){if(!go)return n;go.fillStyle=n;let e=go.fillStyle;if(e.startsWith("#")){let[s,r,o]=[1,3,5].map(a=>parseInt(e.slice(a,a+2),16));return`rgba(${s}, ${r}, ${o}, ${i})`}let t=/rgba?\(([^)]+)\)/.exec(e)?.[1]?.split(",").map(s=>s.trim())??[];return t.length>=3?`rgba(${t.slice(0,3).join(", ")}, ${Number(t[3]??1)*i})`:e}function Vs(n){let i=[],e=new Map(n.expected?.map(({start:t,price:s})=>[t,s]));for(let t of n.blocks)t.grid_takes.forEach((s,r)=>{let o=t.start+r*n.interval_seconds;i.push({start:o,end:o+n.interval_seconds,phase:t.phase,gate:t.gate,retail:s,feedIn:t.grid_pays[r]??0,price:t.prices[r]??null,expected:e.get(o)??null,order:t.orders[r]??null,traded:t.traded[r]??null,metered:t.metered[r]??null,offered:t.offered[r]??0,wanted:t.wanted[r]??0})});return i}function gn(n,i){let e=0,t=n.length-1;for(;e<t;){let s=e+t+1>>1;(n[s]?.start??1/0)<=i?e=s:t=s-1}return e}function pc(n,i){return n.blocks.find(e=>e.start<=i&&i<e.start+e.grid_takes.length*n.interval_seconds)}function mc(n){return n.name_by_user??n.name??""}var Ye="energy_trade",Ws;function yo(n){return(Ws?.entities!==n.entities||Ws.devices!==n.devices)&&(Ws={entities:n.entities,devices:n.devices,homes:qu(n)}),Ws.homes}function qu(n){let i=new Map;for(let e of Object.values(n.entities)){let t=e.device_id===void 0?void 0:n.devices[e.device_id];if(!t||e.platform!==Ye)continue;let s=t.primary_config_entry??t.config_entries[0];if(s===void 0)continue;let r=i.get(s)??new Map;i.set(s,r);let o=r.get(t)??new Map;r.set(t,o),e.translation_key!==void 0&&o.set(e.translation_key,e.entity_id)}return Yu([...i].map(([e,t])=>Zu(e,t))).sort((e,t)=>e.label.localeCompare(t.label)||e.entry.localeCompare(t.entry))}function Yu(n){let i=(e,t)=>t[e]!==""&&n.every(s=>s===t||s[e]!==t[e]);return n.map(e=>{if(i("community",e))return{...e,label:e.community};let t=n.filter(({name:s})=>s===e.name).sort((s,r)=>s.entry.localeCompare(r.entry));return{...e,label:t.length<2?e.name:`${e.name} ${t.indexOf(e)+1}`}})}function Zu(n,i){let e={entry:n,name:"",community:"",label:"",entities:new Map,devices:[]},t=new Map,s=[];for(let[r,o]of i){let a=mc(r),c=d=>r.identifiers.some(([_,m])=>_===Ye&&m.endsWith(`-${d}`));if(c("home"))e.name=a;else if(c("community"))e.community=a;else{s.push({name:a,entities:o});continue}for(let[d,_]of o)t.set(d,_)}return s.sort((r,o)=>r.name.localeCompare(o.name)),{...e,entities:t,devices:s}}function fc(n,i){let e=yo(n);return i===void 0?e[0]:e.find(t=>t.entry===i)}var Ju=3e3,bo=class{constructor(i,e){this.connection=i;this.entry=e;this.state="loading";this.offset=0;this.listeners=new Set;this.attempt=0;this.begin=()=>{this.subscribe()}}now(){return Date.now()/1e3+this.offset}add(i){this.listeners.add(i),this.listeners.size===1&&this.open()}remove(i){this.listeners.delete(i),this.listeners.size===0&&this.close()}open(){this.connection.addEventListener("ready",this.begin),this.begin()}close(){this.connection.removeEventListener("ready",this.begin),this.end()}end(){this.attempt++,clearTimeout(this.retry);let i=this.unsubscribe;this.unsubscribe=void 0,i&&gc(i)}async subscribe(){this.end();let i=this.attempt,e=()=>i===this.attempt;try{let t=await this.connection.subscribeMessage(s=>{e()&&this.receive(s)},{type:`${Ye}/subscribe`,config_entry_id:this.entry},{resubscribe:!1});e()?this.unsubscribe=t:gc(t)}catch(t){if(!e())return;let s=t.code;this.change(s==="not_loaded"||s==="not_found"?s:"failed"),this.again()}}receive(i){if("ended"in i){this.unsubscribe=void 0,this.change("not_loaded"),this.again();return}i.blocks!==void 0&&(this.board=i,this.offset=i.time-Date.now()/1e3,this.change("live"))}again(){clearTimeout(this.retry),this.retry=setTimeout(this.begin,Ju)}change(i){this.state=i;for(let e of[...this.listeners])e()}};function gc(n){Promise.resolve().then(n).catch(()=>{})}var _c=new WeakMap;function yc(n,i){let e=_c.get(n);e||_c.set(n,e=new Map);let t=e.get(i);return t||e.set(i,t=new bo(n,i)),t}var bc={now:"Jetzt",today:"Heute",month:"Dieser Monat",all_time:"Insgesamt",practice:"Übung",practice_help:"Nachbarn, Preise und Geld sind simuliert.",loading:"Der Markt wird gelesen …",no_home:"Es ist keine Gemeinschaft eingerichtet. Füge Energy Trade unter Einstellungen → Geräte & Dienste hinzu.",unknown_home:"Die Gemeinschaft dieser Karte wurde entfernt. Wähle in den Einstellungen der Karte eine andere.",not_loaded:"Die Gemeinschaft läuft nicht. Sieh dir Energy Trade unter Einstellungen → Geräte & Dienste an.",failed:"Home Assistant hat nicht geantwortet. Die Karte versucht es von selbst erneut.",disconnected:"Kein Knoten antwortet: Dies sind die letzten bekannten Werte.",now_title:"Gerade jetzt",now_description:"Was der Haushalt in diesem Moment tut und was als Nächstes kommt, in wenigen Worten",now_sells:"Dein Haus verkauft Nachbarn {energy} zu {price}, bis {time}.",now_buys:"Dein Haus kauft von Nachbarn {energy} zu {price}, bis {time}.",now_idle:"Mit Nachbarn wird bis {time} nichts gehandelt.",now_unknown:"Was bis {time} gehandelt wird, ist noch nicht bekannt.",now_runs:"{name} läuft bis {time}.",now_next:"Als Nächstes: {name}, {span}.",now_cheapest:"Günstigste Stunde voraus: {span}, etwa {price}.",market_title:"Markt",market_description:"Preise vergangener und kommender Stunden, deine Aufträge und was die Nachbarn anbieten und suchen",market_label:"Preise und Energie im Zeitverlauf. Die Pfeiltasten links und rechts wählen ein Intervall.",price:"Gemeinschaftspreis",zone_price:"Preis in deiner Zone",no_price:"kein Handel",not_cleared:"noch unbekannt",expected:"Erwartet",about:"etwa {price}",grid_takes:"Netz verkauft zu",grid_pays:"Netz zahlt",sell_order:"bietet {energy} ab {price}",buy_order:"sucht {energy} bis {price}",order:"Dein Auftrag",no_order:"keiner",your_limit:"Dein Limit",your_energy:"Du",all_homes:"Alle Häuser",position:"Gehandelt",sold:"Verkauft",bought:"Gekauft",metered:"Gemessen",ordered:"Beauftragt",offered:"Angeboten",wanted:"Gesucht",market_empty:"Der Markt ist noch nicht eröffnet. Preise erscheinen mit dem ersten Block.",plan_title:"Plan",plan_description:"Was Batterie und Geräte tun werden, und warum",plan_label:"Geplante Leistung und Ladung der Batterie im Zeitverlauf. Die Pfeiltasten links und rechts wählen eine Zeit.",plan_empty:"Noch ist nichts geplant. Füge dem Haus eine Batterie, ein Gerät, ein Auto oder einen Thermostat hinzu, und sie werden nach den Preisen des Marktes geplant.",battery:"Batterie",battery_level:"Ladung der Batterie",charging:"Lädt",discharging:"Entlädt",power:"Leistung",load:"Verbrauch",solar:"Solar",net_import:"Aus dem Netz",net_export:"Ins Netz",runs:"Geplante Läufe",no_runs:"Kein Gerät wartet darauf zu laufen.",run_now:"Jetzt starten",run_later:"Später starten",run_cost:"Kostet",run_earns:"Bringt",run_failed:"Das hat nicht geklappt: {error}",run_done:"Erledigt: Der Plan folgt gleich.",price_bought:"Kauf zu",price_sold:"Verkauf zu",reason_running:"Es läuft bereits.",reason_now:"Warten bringt nichts.",reason_own_surplus:"Dann reicht die eigene Erzeugung.",reason_community_surplus:"Dann haben die Nachbarn etwas übrig.",reason_cheaper:"Dann ist Strom billiger.",reason_deadline:"Es muss fertig werden, und vorher gibt es keine bessere Zeit.",reason_comfort:"Dann braucht es der Raum.",reason_pre_conditions:"Vorab geheizt oder gekühlt, solange Strom billig ist.",reason_stores:"Die Batterie nimmt auf, was später mehr wert ist.",reason_supplies:"Die Batterie gibt ab, solange Strom teuer ist.",money_title:"Geld",money_description:"Was verkauft, gekauft und gespart wurde, verglichen mit dem Netz allein",lost:"Verlust gegenüber dem Netz allein",saved_against:"gespart gegenüber dem Netz allein",rest:"Außerhalb des Handels",rest_help:"Was anders geliefert oder verbraucht als gehandelt wurde, und was gar nicht gehandelt war",balance:"Guthaben",available:"verfügbar {amount}",with_community:"Mit Gemeinschaft",grid_only:"Netz allein",money_empty:"Noch ist nichts abgerechnet. Geld erscheint, sobald der erste Block abgerechnet ist.",money_none:"Aus dieser Zeit ist noch nichts abgerechnet.",days_label:"Ersparnis jedes Tages",period:"Zeitraum",score_title:"Was es gebracht hat",score_description:"Was Handel und Planung in dreißig Tagen gespart haben und wo der Rest verloren ging",score_empty:"Nach dem ersten ganzen Tag steht hier, was dein Haushalt spart.",score_saved:"durch Handel gespart ({days})",score_saved_battery:"durch Handel und Batterie gespart ({days})",score_lost:"mehr bezahlt als ohne Handel ({days})",score_share:"Das sind {percent} dessen, was ein Haushalt sparen könnte, der die Zukunft kennt.",score_most_lost:"Hauptgrund für den Rest: {why}.",score_losses:"Wo der Rest verloren ging",lost_load:"du hast anders verbraucht als erwartet",lost_generation:"die Sonne schien anders als vorhergesagt",lost_price:"die Preise waren anders als erwartet",lost_execution:"Geräte folgten dem Plan nicht genau",lost_offers:"die Angebote passten nicht genau zu Verbrauch und Erzeugung",score_compare:"Zum Vergleich",today_so_far:"Heute bisher",against_no_trading:"Gegenüber derselben Batterie ohne Handel",against_self_use:"Gegenüber einer Batterie, die nur dem Haus dient",trades_title:"Handel",trades_description:"Jedes Intervall, in dem du gehandelt hast, zum Suchen und Exportieren",search:"Suchen",search_hint:"Datum, verkauft, gekauft, geschätzt …",export_csv:"CSV exportieren",exported:"{rows} Zeilen sind gespeichert.",export_failed:"Der Export ist fehlgeschlagen: {error}",only_traded:"Nur Gehandeltes",column_time:"Zeit",column_trade:"Handel",column_delivered:"Geliefert",column_price:"Preis",column_amount:"Betrag",column_state:"Stand",pending:"nicht abgerechnet",settled:"abgerechnet",estimated:"geschätzt",late:"spät gemeldet",unmetered:"kein Zählerstand",trades_count:"{shown} von {count}",trades_empty:"In dieser Zeit wurde noch nicht gehandelt.",trades_no_match:"Nichts passt zu „{query}“.",differences:"davon {amount} über den Handel hinaus",trade_sold:"{energy} verkauft: Nachbarn zahlen {price}, das Netz zahlt {grid}.",trade_bought:"{energy} gekauft: Nachbarn verlangen {price}, das Netz verlangt {grid}.",trade_from:"{energy} kamen von der Gemeinschaft: {amount}.",trade_to:"{energy} gingen an die Gemeinschaft: {amount}.",trade_none:"In dieser Zeit wurde mit Nachbarn nichts gehandelt.",trade_out:"Dein Zähler zählte {energy} ins Netz.",trade_in:"Dein Zähler zählte {energy} aus dem Netz.",trade_open:"Abgerechnet wird, sobald die Häuser ihre Zähler gemeldet haben.",trade_unmetered:"Kein Zählerstand kam rechtzeitig, deshalb wurde berechnet, was dein Anschluss höchstens ziehen kann. Ein später Zählerstand gibt das zurück.",trade_short:"{energy} weniger als gehandelt kamen aus deinem Haus und mussten gekauft werden: {amount}.",trade_over:"{energy} mehr als gehandelt gingen an die Gemeinschaft: {amount}.",trade_more:"{energy} mehr als gehandelt wurden verbraucht und mussten gekauft werden: {amount}.",trade_less:"{energy} weniger als gehandelt wurden verbraucht und gingen an die Gemeinschaft zurück: {amount}.",trade_better:"Zusammen {amount}: {saved} besser als mit dem Netz allein.",trade_worse:"Zusammen {amount}: {saved} schlechter als mit dem Netz allein.",trade_even:"Zusammen {amount}, wie mit dem Netz allein.",trade_why:"Dieses Geschäft erklären",trades_label:"Handel, Neuestes zuerst",community_title:"Gemeinschaft",community_description:"Wer teilnimmt, was als Nächstes angeboten und gesucht wird, und was auf den Betreiber wartet",members:"Häuser",members_reporting:"{reported} von {awaited} haben den letzten Block gemeldet",balance_of_block:"Angebot und Nachfrage der nächsten Blöcke",membership:"Mitgliedschaft",reason:"Status",online:"verbunden",offline:"kein Knoten antwortet",requests:"Häuser, die beitreten möchten",decide:"Über Aufnahme entscheiden",no_requests:"Kein Haus wartet auf Aufnahme.",disputes:"Strittige Blöcke",disputes_help:"Was Häuser gemeldet haben, passt nicht zu dem, was die Leitungen gemessen haben. Das Geld dieser Blöcke wartet, bis ein Wert berichtigt oder die Zeit dafür um ist; dann wird nicht bezahlt, was die Leitungen nicht gesehen haben.",since:"seit {time}",questions_title:"Fragen",questions_description:"Was das Haus von dir wissen möchte, mit den Möglichkeiten, die du hast",questions_empty:"Keine offene Frage.",questions_until:"Ohne Antwort bis {time}: {choice}",questions_failed:"Die Antwort kam nicht an: {error}",offer_text:"Diese Seite entsteht aus den Entitäten deines Hauses. Behalte sie in der Seitenleiste oder lass sie, wo sie ist: Das Gerät der Gemeinschaft hat eine Schaltfläche, die hierher führt.",offer_keep:"In der Seitenleiste zeigen",offer_kept:"Das Dashboard steht in der Seitenleiste.",strategy_name:"Energy Trade",strategy_description:"Dein Haus auf dem Markt der Gemeinschaft: Preise, Plan, Geld, Handel",view_overview:"Übersicht",view_trades:"Handel",section_controls:"Was du erlaubst",editor_entry:"Gemeinschaft",editor_title:"Titel",editor_energy:"Deine Energie zeigen",editor_community:"Zeigen, was alle Häuser anbieten und suchen",editor_period:"Zuerst gezeigter Zeitraum",editor_chart:"Tage zeigen",editor_days:"Tage im Blick",editor_height:"Höhe in Zeilen",editor_losses:"Zeigen, wo der Rest verloren ging",editor_power:"Leistung zeigen",editor_operator:"Zeigen, was auf den Betreiber wartet",editor_hide_empty:"Ausblenden, solange es keine Frage gibt"};var vo={now:"Now",today:"Today",month:"This month",all_time:"In all",practice:"Practice",practice_help:"Neighbours, prices and money are simulated.",loading:"Reading the market…",no_home:"No community is set up. Add Energy Trade under Settings → Devices & services.",unknown_home:"This card's community was removed. Choose another one in the card's settings.",not_loaded:"The community is not running. Look at Energy Trade under Settings → Devices & services.",failed:"Home Assistant did not answer. This card tries again by itself.",disconnected:"No node answers: these are the last known values.",now_title:"Right now",now_description:"What the home does at this moment, and what comes next, in a few words",now_sells:"Your home sells {energy} to neighbours at {price} until {time}.",now_buys:"Your home buys {energy} from neighbours at {price} until {time}.",now_idle:"Nothing is traded with neighbours until {time}.",now_unknown:"It is not known yet what is traded until {time}.",now_runs:"{name} runs until {time}.",now_next:"Next: {name}, {span}.",now_cheapest:"Cheapest hour ahead: {span}, about {price}.",market_title:"Market",market_description:"Prices of past and coming hours, your orders and what the neighbours offer and want",market_label:"Prices and energy over time. Left and right arrow keys choose an interval.",price:"Community price",zone_price:"Price in your zone",no_price:"no trade",not_cleared:"not known yet",expected:"Expected",about:"about {price}",grid_takes:"Grid sells at",grid_pays:"Grid pays",sell_order:"offers {energy} from {price}",buy_order:"wants {energy} up to {price}",order:"Your order",no_order:"none",your_limit:"Your limit",your_energy:"You",all_homes:"All homes",position:"Traded",sold:"Sold",bought:"Bought",metered:"Metered",ordered:"Ordered",offered:"Offered",wanted:"Wanted",market_empty:"The market has not opened yet. Prices appear with the first block.",plan_title:"Plan",plan_description:"What the battery and the appliances will do, and why",plan_label:"Planned power and battery charge over time. Left and right arrow keys choose a time.",plan_empty:"Nothing is planned yet. Add a battery, an appliance, a car or a thermostat to the home, and it is planned around the market's prices.",battery:"Battery",battery_level:"Battery charge",charging:"Charging",discharging:"Discharging",power:"Power",load:"Use",solar:"Solar",net_import:"From the grid",net_export:"Into the grid",runs:"Planned runs",no_runs:"No appliance waits to run.",run_now:"Run now",run_later:"Run later",run_cost:"Costs",run_earns:"Earns",run_failed:"That did not work: {error}",run_done:"Done: the plan follows in a moment.",price_bought:"Buying at",price_sold:"Selling at",reason_running:"It runs already.",reason_now:"Nothing is gained by waiting.",reason_own_surplus:"Your own generation has the energy then.",reason_community_surplus:"The neighbours have it to spare then.",reason_cheaper:"Power is cheaper then.",reason_deadline:"It must be ready, and there is no better time before.",reason_comfort:"The room needs it then.",reason_pre_conditions:"Warmed or cooled ahead, while power is cheap.",reason_stores:"The battery takes what will be worth more later.",reason_supplies:"The battery gives while power is dear.",money_title:"Money",money_description:"What was sold, bought and saved, compared with the grid alone",lost:"lost against the grid alone",saved_against:"saved against the grid alone",rest:"Beyond trades",rest_help:"What was delivered or used otherwise than traded, and what was not traded at all",balance:"Balance",available:"available {amount}",with_community:"With the community",grid_only:"Grid alone",money_empty:"Nothing is settled yet. Money shows once the first block is settled.",money_none:"Nothing of this time is settled yet.",days_label:"Savings of each day",period:"Period",score_title:"What it brought",score_description:"What trading and planning saved in thirty days, and where the rest was lost",score_empty:"What your home saves shows here after the first whole day.",score_saved:"saved by trading in {days}",score_saved_battery:"saved by trading and the battery in {days}",score_lost:"paid more in {days} than without trading",score_share:"That is {percent} of what could have been saved by a home that knows the future.",score_most_lost:"Main reason for the rest: {why}.",score_losses:"Where the rest was lost",lost_load:"you used power otherwise than expected",lost_generation:"the sun shone otherwise than forecast",lost_price:"prices were otherwise than expected",lost_execution:"devices did not follow the plan exactly",lost_offers:"offers did not fit exactly what you used and generated",score_compare:"For comparison",today_so_far:"Today so far",against_no_trading:"Against the same battery without trading",against_self_use:"Against a battery that only serves the home",trades_title:"Trades",trades_description:"Every interval that you traded, to search and to export",search:"Search",search_hint:"Date, sold, bought, estimated…",export_csv:"Export CSV",exported:"{rows} rows are saved.",export_failed:"The export failed: {error}",only_traded:"Only trades",column_time:"Time",column_trade:"Trade",column_delivered:"Delivered",column_price:"Price",column_amount:"Amount",column_state:"State",pending:"not settled",settled:"settled",estimated:"estimated",late:"reported late",unmetered:"no reading",trades_count:"{shown} of {count}",trades_empty:"No trades in this time yet.",trades_no_match:"Nothing matches “{query}”.",differences:"of which {amount} beyond the trade",trade_sold:"{energy} sold: neighbours pay {price}, the grid pays {grid}.",trade_bought:"{energy} bought: neighbours ask {price}, the grid asks {grid}.",trade_from:"{energy} came from the community: {amount}.",trade_to:"{energy} went to the community: {amount}.",trade_none:"Nothing was traded with neighbours in this time.",trade_out:"Your meter counted {energy} into the grid.",trade_in:"Your meter counted {energy} from the grid.",trade_open:"It is settled once the homes have reported their meters.",trade_unmetered:"No reading came in time, so the most that your connection can draw was charged. A late reading gives that back.",trade_short:"{energy} less than traded came from your home and had to be bought: {amount}.",trade_over:"{energy} more than traded went to the community: {amount}.",trade_more:"{energy} more than traded was used and had to be bought: {amount}.",trade_less:"{energy} less than traded was used and went back to the community: {amount}.",trade_better:"In all {amount}: {saved} better than with the grid alone.",trade_worse:"In all {amount}: {saved} worse than with the grid alone.",trade_even:"In all {amount}, as with the grid alone.",trade_why:"Explain this trade",trades_label:"Trades, newest first",community_title:"Community",community_description:"Who takes part, what is offered and wanted next, and what waits for the operator",members:"Homes",members_reporting:"{reported} of {awaited} reported the last block",balance_of_block:"Offered and wanted in the next blocks",membership:"Membership",reason:"Status",online:"connected",offline:"no node answers",requests:"Homes that ask to join",decide:"Decide who may join",no_requests:"No home waits to join.",disputes:"Disputed blocks",disputes_help:"What homes reported does not fit what the lines metered. The money of these blocks waits until a reading is set right or the time for that is over; then what the lines did not see is not paid.",since:"since {time}",questions_title:"Questions",questions_description:"What the home wants to know from you, with the choices that you have",questions_empty:"No open question.",questions_until:"Without an answer by {time}: {choice}",questions_failed:"The answer could not be given: {error}",offer_text:"This page is made from your home's entities. Keep it in the sidebar, or leave it: the community's device has a button that leads here.",offer_keep:"Show in sidebar",offer_kept:"The dashboard is in the sidebar.",strategy_name:"Energy Trade",strategy_description:"Your home on the community's market: prices, plan, money, trades",view_overview:"Overview",view_trades:"Trades",section_controls:"What you allow",editor_entry:"Community",editor_title:"Title",editor_energy:"Show your energy",editor_community:"Show what all homes offer and want",editor_period:"Period shown first",editor_chart:"Show days",editor_days:"Days to show",editor_height:"Height in rows",editor_losses:"Show where the rest was lost",editor_power:"Show power",editor_operator:"Show what waits for the operator",editor_hide_empty:"Hide while there is no question"};var vc={now:"지금",today:"오늘",month:"이번 달",all_time:"전체",practice:"연습",practice_help:"이웃과 가격, 돈은 모두 시뮬레이션입니다.",loading:"시장 정보를 읽는 중…",no_home:"설정된 커뮤니티가 없습니다. 설정 → 기기 및 서비스에서 Energy Trade를 추가하세요.",unknown_home:"이 카드의 커뮤니티가 삭제되었습니다. 카드 설정에서 다른 커뮤니티를 선택하세요.",not_loaded:"커뮤니티가 실행되고 있지 않습니다. 설정 → 기기 및 서비스에서 Energy Trade를 확인하세요.",failed:"Home Assistant가 응답하지 않았습니다. 이 카드는 자동으로 다시 시도합니다.",disconnected:"응답하는 노드가 없어 마지막으로 확인된 값을 표시합니다.",now_title:"지금",now_description:"집이 지금 무엇을 하고 다음에 무엇을 할지 몇 마디로",now_sells:"{time}까지 이웃에게 {energy}를 {price}에 팝니다.",now_buys:"{time}까지 이웃에게서 {energy}를 {price}에 삽니다.",now_idle:"{time}까지 이웃과 거래가 없습니다.",now_unknown:"{time}까지의 거래는 아직 알 수 없습니다.",now_runs:"{name}: {time}까지 작동합니다.",now_next:"다음: {name}, {span}.",now_cheapest:"앞으로 가장 싼 시간: {span}, 약 {price}.",market_title:"시장",market_description:"지난 시간과 다가올 시간의 가격, 내 주문, 이웃이 내놓은 전력과 필요한 전력",market_label:"시간에 따른 가격과 전력량입니다. 왼쪽과 오른쪽 화살표 키로 구간을 선택하세요.",price:"커뮤니티 가격",zone_price:"우리 구역 가격",no_price:"거래 없음",not_cleared:"아직 미정",expected:"예상",about:"약 {price}",grid_takes:"계통 판매가",grid_pays:"계통 매입가",sell_order:"{energy} 판매, {price} 이상",buy_order:"{energy} 구매, {price} 이하",order:"내 주문",no_order:"없음",your_limit:"내 한도",your_energy:"우리 집",all_homes:"모든 가구",position:"거래됨",sold:"판매",bought:"구매",metered:"계량값",ordered:"주문",offered:"공급",wanted:"수요",market_empty:"시장이 아직 열리지 않았습니다. 첫 블록부터 가격이 표시됩니다.",plan_title:"계획",plan_description:"배터리와 가전이 무엇을 할지, 그 이유는 무엇인지",plan_label:"시간에 따른 계획 전력과 배터리 충전량입니다. 왼쪽과 오른쪽 화살표 키로 시간을 선택하세요.",plan_empty:"아직 계획이 없습니다. 집에 배터리, 가전, 전기차 또는 온도 조절기를 추가하면 시장 가격에 맞춰 계획합니다.",battery:"배터리",battery_level:"배터리 충전량",charging:"충전",discharging:"방전",power:"전력",load:"사용",solar:"태양광",net_import:"계통에서",net_export:"계통으로",runs:"예정된 작동",no_runs:"작동을 기다리는 가전이 없습니다.",run_now:"지금 작동",run_later:"나중에 작동",run_cost:"비용",run_earns:"수익",run_failed:"실행하지 못했습니다: {error}",run_done:"완료: 곧 계획에 반영됩니다.",price_bought:"구매가",price_sold:"판매가",reason_running:"이미 작동 중입니다.",reason_now:"기다려도 이득이 없습니다.",reason_own_surplus:"그때 우리 집 발전량이 남습니다.",reason_community_surplus:"그때 이웃의 전력이 남습니다.",reason_cheaper:"그때 전기가 더 저렴합니다.",reason_deadline:"제때 끝나야 하고, 그 전에 더 나은 시간이 없습니다.",reason_comfort:"그때 방에 필요합니다.",reason_pre_conditions:"전기가 저렴할 때 미리 데우거나 식힙니다.",reason_stores:"나중에 더 값진 전력을 배터리에 저장합니다.",reason_supplies:"전기가 비쌀 때 배터리가 공급합니다.",money_title:"정산",money_description:"판매, 구매, 절약 금액을 계통만 이용할 때와 비교",lost:"계통만 이용할 때보다 손실",saved_against:"계통만 이용할 때보다 절약",rest:"거래 외",rest_help:"거래와 다르게 보내거나 쓴 전기와 거래하지 않은 전기",balance:"잔액",available:"사용 가능 {amount}",with_community:"커뮤니티 이용",grid_only:"계통만 이용",money_empty:"아직 정산된 내역이 없습니다. 첫 블록이 정산되면 금액이 표시됩니다.",money_none:"이 기간에는 아직 정산된 거래가 없습니다.",days_label:"일별 절약 금액",period:"기간",score_title:"절약 성과",score_description:"거래와 계획으로 30일 동안 절약한 금액과 놓친 금액의 이유",score_empty:"하루가 온전히 지나면 우리 집이 절약한 금액이 여기에 표시됩니다.",score_saved:"{days} 동안 거래로 절약",score_saved_battery:"{days} 동안 거래와 배터리로 절약",score_lost:"{days} 동안 거래하지 않을 때보다 더 낸 금액",score_share:"앞일을 모두 아는 집이 절약할 수 있는 금액의 {percent}입니다.",score_most_lost:"나머지를 놓친 가장 큰 이유: {why}.",score_losses:"나머지를 놓친 이유",lost_load:"사용량이 예상과 달랐습니다",lost_generation:"발전량이 예보와 달랐습니다",lost_price:"가격이 예상과 달랐습니다",lost_execution:"기기가 계획을 정확히 따르지 못했습니다",lost_offers:"주문이 실제 사용량과 발전량에 꼭 맞지 않았습니다",score_compare:"비교",today_so_far:"오늘 지금까지",against_no_trading:"같은 배터리로 거래하지 않을 때 대비",against_self_use:"집에만 쓰는 배터리 대비",trades_title:"거래",trades_description:"내가 거래한 모든 구간을 검색하고 내보내기",search:"검색",search_hint:"날짜, 판매, 구매, 추정…",export_csv:"CSV 내보내기",exported:"{rows}행을 저장했습니다.",export_failed:"내보내지 못했습니다: {error}",only_traded:"거래만 보기",column_time:"시간",column_trade:"거래",column_delivered:"실제 공급",column_price:"가격",column_amount:"금액",column_state:"상태",pending:"정산 전",settled:"정산됨",estimated:"추정",late:"늦은 보고",unmetered:"계량값 없음",trades_count:"{count}건 중 {shown}건",trades_empty:"이 기간에는 아직 거래가 없습니다.",trades_no_match:"“{query}”에 맞는 거래가 없습니다.",differences:"그중 거래 외 {amount}",trade_sold:"{energy} 판매: 이웃 가격 {price}, 전력망 매입가 {grid}.",trade_bought:"{energy} 구매: 이웃 가격 {price}, 전력망 요금 {grid}.",trade_from:"커뮤니티에서 {energy} 받음: {amount}.",trade_to:"커뮤니티로 {energy} 보냄: {amount}.",trade_none:"이 시간에는 이웃과 거래하지 않았습니다.",trade_out:"계량값: 전력망으로 {energy} 보냄.",trade_in:"계량값: 전력망에서 {energy} 받음.",trade_open:"모든 가구의 계량값이 보고되면 정산됩니다.",trade_unmetered:"계량값이 제때 오지 않아 연결이 쓸 수 있는 최대치로 계산했습니다. 나중에 계량값이 오면 돌려받습니다.",trade_short:"거래한 양보다 {energy} 적게 내보내서 그만큼 사야 했습니다: {amount}.",trade_over:"거래한 양보다 {energy} 많은 전기가 커뮤니티로 갔습니다: {amount}.",trade_more:"거래한 양보다 {energy} 더 써서 그만큼 사야 했습니다: {amount}.",trade_less:"거래한 양보다 {energy} 적게 써서 그만큼 커뮤니티로 돌아갔습니다: {amount}.",trade_better:"모두 {amount}, 전력망만 쓸 때보다 {saved} 이득입니다.",trade_worse:"모두 {amount}, 전력망만 쓸 때보다 {saved} 손해입니다.",trade_even:"모두 {amount}, 전력망만 쓸 때와 같습니다.",trade_why:"이 거래 설명 보기",trades_label:"거래, 최신순",community_title:"커뮤니티",community_description:"누가 참여하는지, 다음 공급과 수요, 운영자가 처리할 일",members:"가구",members_reporting:"{awaited}가구 중 {reported}가구가 지난 블록을 보고함",balance_of_block:"다음 블록의 공급과 수요",membership:"가입 상태",reason:"거래 상태",online:"연결됨",offline:"응답하는 노드 없음",requests:"가입을 신청한 가구",decide:"가입 결정하기",no_requests:"가입을 기다리는 가구가 없습니다.",disputes:"이의가 제기된 블록",disputes_help:"가구가 보고한 값이 선로 계량값과 맞지 않습니다. 값을 바로잡거나 그 기간이 끝날 때까지 이 블록의 정산은 기다립니다. 기간이 끝나면 선로가 보지 못한 양은 지급되지 않습니다.",since:"{time}부터",questions_title:"질문",questions_description:"집이 묻는 것과 고를 수 있는 답",questions_empty:"열린 질문이 없습니다.",questions_until:"{time}까지 답이 없으면: {choice}",questions_failed:"답을 전달하지 못했습니다: {error}",offer_text:"이 페이지는 우리 집의 구성요소로 만들어집니다. 사이드바에 두거나 그대로 두세요. 커뮤니티 기기에 이 페이지로 오는 버튼이 있습니다.",offer_keep:"사이드바에 표시",offer_kept:"대시보드를 사이드바에 두었습니다.",strategy_name:"Energy Trade",strategy_description:"커뮤니티 시장 속 우리 집: 가격, 계획, 정산, 거래",view_overview:"개요",view_trades:"거래",section_controls:"허용 설정",editor_entry:"커뮤니티",editor_title:"제목",editor_energy:"내 전력량 표시",editor_community:"모든 가구의 공급과 수요 표시",editor_period:"처음 표시할 기간",editor_chart:"일별 표시",editor_days:"표시할 일수",editor_height:"높이(행)",editor_losses:"나머지를 놓친 이유 표시",editor_power:"전력 표시",editor_operator:"운영자가 처리할 일 표시",editor_hide_empty:"질문이 없으면 숨기기"};var Qu={en:vo,ko:vc,de:bc};function je(n,i,e={}){return((Qu[n.split("-")[0]??""]??vo)[i]??i).replace(/\{(\w+)\}/g,(r,o)=>String(e[o]??r))}function _n(){return document.querySelector("home-assistant")?.hass?.language??document.documentElement.lang}function Ze(...n){return{schema:[{name:"entry",selector:{config_entry:{integration:Ye}}},{name:"title",selector:{text:{}}},...n],computeLabel:({name:i})=>je(_n(),`editor_${i}`)}}var fe=class extends Tt{constructor(){super(...arguments);this.preview=!1;this.drawn=[];this.shows=[];this.onFeed=()=>{this.board=this.feed?.board,this.requestUpdate()}}set hass(e){let t=this.latest;this.latest=e,(!t||this.concerns(t,e))&&this.requestUpdate()}get hass(){return this.latest}setConfig(e){this.config=e}getCardSize(){return 6}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}text(e,t){return je(this.hass.language,e,t)}now(){return this.feed?.now()??Date.now()/1e3}entity(e){let t=this.home?.entities.get(e);return t===void 0?void 0:this.hass.states[t]}concerns(e,t){return e.locale!==t.locale||e.language!==t.language||e.config!==t.config||e.themes!==t.themes||e.connection!==t.connection||e.entities!==t.entities||e.devices!==t.devices||e.localize!==t.localize||this.shows.some(s=>{let r=this.home?.entities.get(s);return r!==void 0&&e.states[r]!==t.states[r]})}connectedCallback(){super.connectedCallback(),this.latest&&this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),this.feed?.remove(this.onFeed),this.feed=void 0}willUpdate(e){if(super.willUpdate(e),!this.latest||!this.isConnected)return;this.home=fc(this.latest,this.config.entry);let t=this.home?yc(this.latest.connection,this.home.entry):void 0;t!==this.feed&&(this.feed?.remove(this.onFeed),this.feed=t,t?.add(this.onFeed),this.board=t?.board)}shouldUpdate(){return this.latest!==void 0&&this.config!==void 0}render(){let e=performance.now(),t=this.body();return this.drawn.push(performance.now()-e),this.drawn.length>100&&this.drawn.shift(),t}get renderTimes(){return this.drawn}body(){let{home:e,board:t,feed:s}=this,r=e&&t?this.content(t,e):this.notice(this.obstacle());if(r===P)return P;let o=t&&(s?.state!=="live"||!t.connected);return x`
      <ha-card>
        ${this.header()}
        ${o?x`<div class="stale" role="status">${this.staleText()}</div>`:P}
        ${r}
      </ha-card>
    `}header(){return x`
      <header><h2>${this.config.title??this.heading()}</h2>
        ${this.board?.practice?x`<span class="practice" title=${this.text("practice_help")}>${this.text("practice")}</span>`:P}
        ${this.aside()}
      </header>
    `}heading(){return this.text(this.titleKey)}aside(){return P}staleText(){let e=this.feed?.state;return this.text(e==="live"||e===void 0||e==="loading"?"disconnected":this.obstacle())}obstacle(){if(!this.home)return this.config.entry===void 0?"no_home":"unknown_home";switch(this.feed?.state){case"not_loaded":return"not_loaded";case"not_found":return"unknown_home";case"failed":return"failed";default:return"loading"}}notice(e){return x`<p class="notice" role="status">${this.text(e)}</p>`}static{this.styles=[ve`
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
        overflow-wrap: break-word;
        word-break: keep-all;
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
      h2,
      .named {
        min-width: 0;
        overflow-wrap: anywhere;
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
      /* Between an amount and a currency that has only a name: symbols stand closer. */
      .money {
        white-space: normal;
      }
      button {
        font: inherit;
        color: inherit;
        cursor: pointer;
      }
      .action {
        max-width: 100%;
        overflow-wrap: anywhere;
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
    `]}};N([ke()],fe.prototype,"config",2),N([ke()],fe.prototype,"board",2),N([Ge({type:Boolean})],fe.prototype,"preview",2),N([Ge({attribute:!1,noAccessor:!0})],fe.prototype,"hass",1);var wc=new Map;function qn(n,i){let e=wc.get(n);return e||wc.set(n,e=i()),e}function Xu(n){switch(n.number_format){case"comma_decimal":return["en-US"];case"decimal_comma":return["de"];case"space_comma":return["fr"];case"quote_decimal":return["de-CH"];case"none":return["en-US"];case"system":return;default:return[n.language]}}function Nt(n,i,e={}){let{locale:t}=n,s=`n|${t.number_format}|${t.language}|${JSON.stringify(e)}`,r=qn(s,()=>new Intl.NumberFormat(Xu(t),{useGrouping:t.number_format!=="none",...e})),o=r.format(i);return i<0&&!/[1-9]/.test(o)?r.format(0):o}function jn(n){return{minimumFractionDigits:n,maximumFractionDigits:n}}var wo=n=>/^[A-Z]{3}$/.test(n);function xc(n){return qn(`d|${n}`,()=>new Intl.NumberFormat("en",{style:"currency",currency:n})).resolvedOptions().maximumFractionDigits??2}function rt(n,i,e,t={}){let s=t.sign?"exceptZero":"auto";if(!wo(e))return`${Nt(n,i,{...jn(t.fraction??2),signDisplay:s})} ${e}`;let r=t.fraction??xc(e);return Nt(n,i,{style:"currency",currency:e,currencyDisplay:"narrowSymbol",signDisplay:s,...jn(r)})}function xo(n){return(wo(n)?xc(n):2)+1}function ot(n,i,e){let t=Math.abs(i),s=Math.min(xo(e),t<2?3:t<20?2:t<200?1:0);return`${rt(n,i,e,{fraction:s})}/kWh`}function yn(n,i,e){return Nt(n,i,jn(e))}function Gs(n){return wo(n)?qn(`s|${n}`,()=>new Intl.NumberFormat("en",{style:"currency",currency:n,currencyDisplay:"narrowSymbol"})).formatToParts(0).find(({type:e})=>e==="currency")?.value??n:n}function Qe(n,i,e={}){let t=Math.abs(i),s=t>0&&t<.01?3:t<10?2:t<1e3?1:0;return`${Nt(n,i,{...jn(s),signDisplay:e.sign?"exceptZero":"auto"})} kWh`}function Yn(n,i){return Math.abs(i)<1e3?`${Nt(n,Math.round(i))} W`:`${Nt(n,i/1e3,jn(1))} kW`}function So(n,i,e){let{locale:t}=n,s=t.time_zone==="server"?n.config.time_zone:void 0;return qn(`t|${i}|${t.language}|${t.time_format}|${s??""}`,()=>{let r=t.time_format==="12"?{hourCycle:"h12"}:t.time_format==="24"?{hourCycle:"h23"}:{},o=t.time_format==="system"?void 0:t.language;return new Intl.DateTimeFormat(o,{...e,...r,...s===void 0?{}:{timeZone:s}})})}function Us(n,i){let e=Ks(i);if(n.locale.time_zone!=="server")return e.getTimezoneOffset()*-60;let t=n.config.time_zone,s=qn(`o|${t}`,()=>new Intl.DateTimeFormat("sv",{timeZone:t,dateStyle:"short",timeStyle:"medium"}));return Math.round((Date.parse(`${s.format(e).replace(" ","T")}Z`)-e.getTime())/6e4)*60}var Ks=n=>new Date(n*1e3);function Je(n,i,e=!1,t=!1){let s={hour:"numeric",minute:"2-digit",...e?{second:"2-digit"}:{},...t?{timeZoneName:"short"}:{}};return So(n,`${e?"hms":"hm"}${t?"z":""}`,s).format(Ks(i))}function Hi(n,i){return So(n,"day",{weekday:"short",day:"numeric",month:"short"}).format(Ks(i))}function $o(n,i){return So(n,"dayshort",{day:"numeric",month:"numeric"}).format(Ks(i))}var ht=n=>n%60!==0;function bt(n,i,e,t,s=!1){let r=Us(n,i)>Us(n,e),o=`${Je(n,i,s,r)} – ${Je(n,e,s,r)}`,a=Hi(n,i);return a===Hi(n,t)?o:`${a}, ${o}`}var ep=6,Sc=8,js=n=>n.reduce((i,e)=>i+e,0),Zn=class extends fe{constructor(){super(...arguments);this.titleKey="community_title";this.shows=["membership","reason"]}static getStubConfig(){return{operator:!0}}static getConfigForm(){return Ze({name:"operator",selector:{boolean:{}}})}heading(){return this.board?.community??super.heading()}aside(){if(!this.board)return P;let e=this.board.connected;return x`
      <span class="online muted"><i class=${e?"on":"off"}></i>${this.text(e?"online":"offline")}</span>
    `}content(e){return x`
      ${this.standing()} ${this.people(e)} ${this.outlook(e)} ${this.disputes(e)}
      ${this.config.operator!==!1&&e.operator?this.operator(e.operator):P}
    `}standing(){let e=["membership","reason"].map(t=>{let s=this.entity(t);return[t,s&&this.hass.formatEntityState(s)]});return x`
      <dl>
        ${e.map(([t,s])=>s===void 0?P:x`<div><dt>${this.text(t)}</dt><dd>${s}</dd></div>`)}
      </dl>
    `}people(e){if(e.members===void 0)return P;let t=this.now(),s=c=>c.grid_takes.length*e.interval_seconds,r=e.blocks.filter(c=>c.start+s(c)<=t&&(c.awaited??0)>0).at(-1),o=Math.min(r?.reported??0,r?.awaited??0),a=r?.awaited??0;return x`
      <div class="people"><span class="count number">${e.members}</span><span>${this.text("members")}</span>
        ${r?x`
              <span class="muted">${this.text("members_reporting",{reported:o,awaited:a})}</span><span class="dots" aria-hidden="true">
                ${Array.from({length:Math.min(a,60)},(c,d)=>x`<i class=${d<o?"on":"off"}></i>`)}
              </span>
            `:P}
      </div>
    `}outlook(e){let t=pc(e,this.now()),s=e.blocks.filter(c=>t&&c.start>t.start).slice(0,ep);if(s.length===0)return P;let r=ht(e.interval_seconds),o=Math.max(...s.map(c=>Math.max(js(c.offered),js(c.wanted))),1e-9),a=(c,d,_)=>x`
      <span class="track ${_}"><i style="width:${c/o*100}%;background:var(${d})"></i></span><span class="number ${_}-number">${Qe(this.hass,c)}</span>
    `;return x`
      <h3>${this.text("balance_of_block")}</h3><div class="outlook" role="table" aria-label=${this.text("balance_of_block")}><div class="line head" role="row"><span role="columnheader">${this.text("column_time")}</span><span role="columnheader" class="end">${this.text("offered")}</span><span role="columnheader">${this.text("wanted")}</span></div>
        ${s.map(c=>x`
            <div class="line" role="row"><span role="cell" class="number">
                ${Je(this.hass,c.start,r)}
                <span class="visually-hidden">${bt(this.hass,c.start,c.start+Sc*e.interval_seconds,this.now(),r)}</span></span><span role="cell" class="side reverse">${a(js(c.offered),"--et-sold","offered")}</span><span role="cell" class="side">${a(js(c.wanted),"--et-bought","wanted")}</span></div>
          `)}
      </div>
    `}disputes(e){let t=new Map(e.operator?.disputes?.map(({start:c,reason:d})=>[c,d])),s=e.blocks.filter(({phase:c})=>c==="disputed").map(({start:c})=>c),r=[...new Set([...e.disputes??[],...s,...t.keys()])].sort((c,d)=>c-d);if(r.length===0)return P;let o=ht(e.interval_seconds),a=Sc*e.interval_seconds;return x`
      <h3>${this.text("disputes")}</h3><p class="muted">${this.text("disputes_help")}</p><ul>
        ${r.map(c=>x`
            <li><span class="number">${bt(this.hass,c,c+a,this.now(),o)}</span><span class="muted">${t.get(c)}</span></li>
          `)}
      </ul>
    `}operator({homes:e,requests:t}){let s=(r,o)=>r?x`<span class="named">${r}</span>`:x`<code title=${o}>${`${o.slice(0,6)}…${o.slice(-4)}`}</code>`;return x`
      ${e?.length?x`
            <h3>${this.text("members")}</h3><ul>
              ${e.map(({name:r,agent:o,status:a})=>x`<li>${s(r,o)}<span class="muted">${this.statusText(a)}</span></li>`)}
            </ul>
          `:P}
      <h3>${this.text("requests")}</h3>
      ${t.length===0?x`<p class="muted">${this.text("no_requests")}</p>`:x`<ul>
            ${t.map(({agent:r,name:o,since:a})=>x`
                <li>
                  ${s(o,r)}
                  ${a==null?P:x`<span class="muted">${this.text("since",{time:Je(this.hass,a)})}</span>`}
                </li>
              `)}
          </ul><a class="action" href="/config/repairs">${this.text("decide")}</a>`}
    `}statusText(e){let t=this.entity("membership");return t?this.hass.formatEntityState(t,e):e}};Zn.styles=[...fe.styles,ve`
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
      li > .muted {
        flex: none;
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
    `],Zn=N([Me("energy-trade-community-card")],Zn);var ni=class extends fe{constructor(){super(...arguments);this.plain=(e,t)=>yn(this.hass,e,t);this.nowFunction=()=>this.now();this.timeFunction=e=>Je(this.hass,e);this.offsetFunction=e=>Us(this.hass,e);this.onChoose=e=>{this.chosen=e.detail.index}}shownIndex(e){return this.chosen!==void 0&&this.chosen<e.length?this.chosen:gn(e,this.now())}drawing(e,t,s,r){return x`
      <energy-trade-chart
        .line=${e}
        .panes=${t}
        .chosen=${this.chosen}
        .now=${this.nowFunction}
        .timeFormat=${this.timeFunction}
        .clockOffset=${this.offsetFunction}
        .theme=${this.hass.themes}
        .label=${this.text(s)}
        .valueText=${r}
        @choose=${this.onChoose}
      ></energy-trade-chart>
    `}factList(e){return x`
      <dl>
        ${e.map(([t,s])=>x`<div><dt>${this.text(t)}</dt><dd class="number">${s}</dd></div>`)}
      </dl>
    `}told(...e){return e.map(t=>typeof t=="string"?t:`${this.text(t[0])} ${t[1]}`).join(", ")}legendOf(e){return x`
      <div class="legend" aria-hidden="true">
        ${e.map(([t,s,r])=>x`<span><i class=${t} style="--c:var(${s})"></i>${this.text(r)}</span>`)}
      </div>
    `}static{this.styles=[...fe.styles,ve`
      .readout {
        margin-bottom: 8px;
      }
      dl {
        margin: 0;
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
        height: 0;
        border-top: 2px solid var(--c);
      }
    `]}};N([ke()],ni.prototype,"chosen",2);var Jn=class extends ni{constructor(){super(...arguments);this.titleKey="market_title";this.kwh=(e,t)=>yn(this.hass,Math.abs(e),t)}static getStubConfig(){return{energy:!0,community:!0}}static getConfigForm(){return Ze({name:"energy",selector:{boolean:{}}},{name:"community",selector:{boolean:{}}})}content(e){if(e.blocks.length===0)return this.notice("market_empty");let{line:t,panes:s}=this.picture(e),r=t[this.shownIndex(t)],o=ht(e.interval_seconds);return x`
      ${r?this.readout(e,r,o):P}
      ${this.drawing(t,s,"market_label",r?this.spoken(e,r,o):"")}
      ${this.legend(e)}
    `}picture(e){let{config:t,made:s}=this,r=this.hass.language+this.hass.locale.number_format;if(s?.board===e&&s.config===t&&s.language===r)return s;let o=Vs(e),a=[this.prices(e,o)];return t.energy!==!1&&a.push(this.energy(o)),t.community!==!1&&a.push(this.community(o)),this.made={board:e,config:t,language:r,line:o,panes:a}}prices(e,t){let s=gn(t,this.now()),r=[{values:t.map(({retail:a})=>a),kind:"steps",color:"--et-bought",width:1,dash:[4,3]},{values:t.map(({feedIn:a})=>a),kind:"steps",color:"--et-sold",width:1,dash:[4,3]},{values:t.map(({order:a},c)=>c>s&&a?.side==="sell"?a.price:null),kind:"steps",color:"--et-sold",width:3},{values:t.map(({order:a},c)=>c>s&&a?.side==="buy"?a.price:null),kind:"steps",color:"--et-bought",width:3},{values:t.map(({expected:a})=>a),kind:"steps",color:"--et-price",width:1.5,dash:[2,3]},{values:t.map(({price:a})=>a),kind:"steps",color:"--et-price",width:2.5,fill:.14}];return{title:`${Gs(e.currency)}/kWh`,height:204,layers:r,format:this.plain,include:[0]}}energy(e){let t=({order:o})=>o&&(o.side==="sell"?o.energy:-o.energy),s=(o,a)=>e.map(c=>{let d=a(c);return d!==null&&d*o>0?d:null}),r=[{values:s(1,t),kind:"bars",color:"--et-sold",fill:.3},{values:s(-1,t),kind:"bars",color:"--et-bought",fill:.3},{values:s(1,({traded:o})=>o),kind:"bars",color:"--et-sold",fill:.95},{values:s(-1,({traded:o})=>o),kind:"bars",color:"--et-bought",fill:.95},{values:e.map(({metered:o})=>o),kind:"steps",color:"--primary-text-color",width:1.25}];return{title:this.paneTitle("your_energy","sold","bought"),height:122,layers:r,format:this.kwh,include:[-.01,.01]}}community(e){let t=r=>e.map(o=>o.offered||o.wanted?r(o):null),s=[{values:t(({wanted:r})=>-r),kind:"bars",color:"--et-bought",fill:.55},{values:t(({offered:r})=>r),kind:"bars",color:"--et-sold",fill:.55}];return{title:this.paneTitle("all_homes","offered","wanted"),height:112,layers:s,format:this.kwh,include:[-.01,.01]}}paneTitle(e,t,s){return`${this.text(e)}, kWh: ${this.text(t)} ↑ ${this.text(s)} ↓`}priceText(e,t){return t.price!==null?ot(this.hass,t.price,e.currency):t.expected!==null?this.text("about",{price:ot(this.hass,t.expected,e.currency)}):this.text(t.traded!==null||t.end<=this.now()?"no_price":"not_cleared")}orderText(e,{order:t}){if(!t)return this.text("no_order");let s=t.side==="sell"?"sell_order":"buy_order",r={energy:Qe(this.hass,t.energy),price:ot(this.hass,t.price,e.currency)};return this.text(s,r)}tradedText({traded:e}){if(e===null)return"–";let t=Qe(this.hass,Math.abs(e));return e===0?t:`${this.text(e>0?"sold":"bought")} ${t}`}facts(e,t){let{hass:s}=this;return[["grid_takes",ot(s,t.retail,e.currency)],["grid_pays",ot(s,t.feedIn,e.currency)],["order",this.orderText(e,t)],["position",this.tradedText(t)],["offered",Qe(s,t.offered)],["wanted",Qe(s,t.wanted)]]}when(e,t){let s=this.now(),r=bt(this.hass,e.start,e.end,s,t);return e.start<=s&&s<e.end?`${this.text("now")} · ${r}`:r}spoken(e,t,s){return this.told(this.when(t,s),[$c(e),this.priceText(e,t)],...this.facts(e,t))}readout(e,t,s){return x`
      <div class="readout" aria-hidden="true"><div class="main"><div class="muted">${this.when(t,s)}</div><div class="price number money">${this.priceText(e,t)}</div></div>
        ${this.factList(this.facts(e,t))}
      </div>
    `}legend(e){return this.legendOf([["line","--et-price",$c(e)],["dash","--et-price","expected"],["dash","--et-bought","grid_takes"],["dash","--et-sold","grid_pays"],["line","--et-sold","your_limit"],["bar","--et-sold","sold"],["bar","--et-bought","bought"],["bar pale","--et-sold","ordered"],...this.config.energy===!1?[]:[["line thin","--primary-text-color","metered"]]])}};Jn.styles=[...ni.styles,ve`
      .readout {
        display: grid;
        grid-template-columns: minmax(150px, auto) minmax(0, 1fr);
        gap: 4px 24px;
        align-items: end;
      }
      .price {
        font-size: 26px;
        line-height: 1.25;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 4px 16px;
      }
      dd.number {
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .legend i {
        border-top-width: 3px;
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
    `],Jn=N([Me("energy-trade-market-card")],Jn);var $c=({zones:n})=>(n??1)>1?"zone_price":"price";var bn=[["today","today"],["month","month"],["all","all_time"]],pi=class extends fe{constructor(){super(...arguments);this.titleKey="money_title";this.asked="";this.onTabKey=e=>{let t={ArrowRight:1,ArrowLeft:-1}[e.key];if(t===void 0)return;let s=bn.findIndex(([o])=>o===this.shown),r=bn[(s+t+bn.length)%bn.length];r&&(this.period=r[0],e.preventDefault(),this.updateComplete.then(()=>this.renderRoot.querySelector('[aria-selected="true"]')?.focus()))}}static getStubConfig(){return{period:"today",chart:!0}}static getConfigForm(){let e=bn.map(([t,s])=>({value:t,label:je(_n(),s)}));return Ze({name:"period",selector:{select:{mode:"dropdown",options:e}}},{name:"chart",selector:{boolean:{}}})}willUpdate(e){super.willUpdate(e);let{board:t,home:s}=this;if(!t||!s)return;let r=new Date().toDateString(),o=JSON.stringify([s.entry,t.totals,r]);o!==this.asked&&this.ask(o,s.entry)}async ask(e,t){this.asked=e;try{let s=await this.hass.callWS({type:`${Ye}/summary`,config_entry_id:t});e===this.asked&&(this.summary=s??void 0)}catch{e===this.asked&&(this.asked="")}}get shown(){return this.period??this.config.period??"today"}aside(){return this.summary?x`
      <div class="tabs" role="tablist" aria-label=${this.text("period")} @keydown=${this.onTabKey}>
        ${bn.map(([e,t])=>x`
            <button
              role="tab"
              aria-selected=${e===this.shown}
              tabindex=${e===this.shown?0:-1}
              @click=${()=>this.period=e}
            >${this.text(t)}</button>
          `)}
      </div>
    `:P}content(e){if(!this.summary)return x`${this.balance(e)}${this.notice(e.totals?"loading":"money_empty")}`;let t=this.summary[this.shown];return x`
      <div role="tabpanel">${tp(t)?this.notice("money_none"):this.sums(e,t)}</div>
      ${this.config.chart===!1?P:this.chart(e,this.summary.days)} ${this.balance(e)}
    `}sums(e,t){return x`
      ${this.headline(e,t)} ${this.comparison(e,t)}
      <dl>
        ${this.row(e,"sold","--et-sold",t.sold,t.compensation)}
        ${this.row(e,"bought","--et-bought",t.bought,-t.cost)}
        ${t.other?this.row(e,"rest","--et-muted",void 0,t.other):P}
      </dl>
    `}headline(e,{savings:t}){return x`
      <div class="headline"><span class="saved number money ${t<0?"bad":"good"}">${rt(this.hass,Math.abs(t),e.currency)}</span><span class="muted">${this.text(t<0?"lost":"saved_against")}</span></div>
    `}comparison(e,{amount:t,savings:s}){let r=t-s,o=Math.max(Math.abs(t),Math.abs(r),1e-9),a=(c,d,_)=>x`
      <div class="bar"><span>${this.text(c)}</span><span class="track"><i style="width:${Math.abs(d)/o*100}%;background:var(${_})"></i></span><span class="number money">${rt(this.hass,d,e.currency,{sign:!0})}</span></div>
    `;return x`
      <div class="bars">
        ${a("with_community",t,"--et-price")}${a("grid_only",r,"--et-muted")}
      </div>
    `}row(e,t,s,r,o){let a=rt(this.hass,o,e.currency,{sign:!0});return x`
      <div title=${t==="rest"?this.text("rest_help"):""}><dt><i style="background:var(${s})"></i>${this.text(t)}</dt><dd class="number muted">${r===void 0?"":Qe(this.hass,r)}</dd><dd class="number money">${a}</dd></div>
    `}balance(e){if(e.balance===null)return P;let t=e.available===null?"":rt(this.hass,e.available,e.currency);return x`
      <div class="balance"><span>${this.text("balance")}</span><span class="muted">${t&&this.text("available",{amount:t})}</span><span class="number money">${rt(this.hass,e.balance,e.currency)}</span></div>
    `}chart(e,t){let s=t.slice(Math.max(0,t.findIndex(({amount:w,sold:C,bought:I})=>w||C||I))),r=s.length<7?t.slice(-7):s;if(this.shown==="today"||r.every(({savings:w})=>!w))return P;let o=Math.max(...r.map(({savings:w})=>w),0),a=Math.min(...r.map(({savings:w})=>w),0),c=w=>(o-w)/(o-a||1)*100,d=100/r.length,_=this.day===void 0?void 0:r[this.day],m=r[0],g=r.at(-1),b=w=>`${Hi(this.hass,w.start)}: ${rt(this.hass,w.savings,e.currency,{sign:!0})}`;return x`
      <h3>${_?b(_):this.text("days_label")}</h3><svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${r.map(b).join(", ")}>
        ${r.map((w,C)=>kl`
            <rect class="slot" x=${C*d} y="0" width=${d} height="100"
              @pointerenter=${()=>this.day=C} @pointerleave=${()=>this.day=void 0}></rect><rect class=${w.savings<0?"bad":"good"} x=${C*d+d*.12} width=${d*.76}
              y=${Math.min(c(w.savings),c(0))} height=${Math.abs(c(w.savings)-c(0))}></rect>`)}
        <line x1="0" x2="100" y1=${c(0)} y2=${c(0)}></line></svg><div class="ends muted" aria-hidden="true"><span>${m?$o(this.hass,m.start):""}</span><span>${g?$o(this.hass,g.start):""}</span></div>
    `}getGridOptions(){return{columns:12,min_columns:6,rows:"auto"}}};pi.styles=[...fe.styles,ve`
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
        grid-template-columns: 1fr minmax(0, auto) minmax(0, auto);
        align-items: baseline;
        gap: 12px;
        margin-top: 12px;
        padding-top: 10px;
        border-top: 1px solid var(--et-line);
      }
      .balance .number {
        font-weight: 500;
        text-align: end;
        overflow-wrap: anywhere;
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
    `],N([ke()],pi.prototype,"summary",2),N([ke()],pi.prototype,"period",2),N([ke()],pi.prototype,"day",2),pi=N([Me("energy-trade-money-card")],pi);function tp({sold:n,bought:i,amount:e,savings:t}){return!n&&!i&&!e&&!t}function kc(n,i){let e=n.filter(({start:o})=>o>=i.end),t=({price:o,expected:a})=>o??a,s;for(let o=0;o+4<=e.length;o++){let a=e.slice(o,o+4),c=a.map(t).filter(g=>g!==null),[d]=a,_=a.at(-1);if(c.length<4||!d||!_)continue;let m=c.reduce((g,b)=>g+b,0)/4;(!s||m<s.price-1e-9)&&(s={start:d.start,end:_.end,price:m})}let r=t(i)??i.retail;return s&&s.price<r-Math.abs(r)*.05?s:void 0}var Qn=class extends fe{constructor(){super(...arguments);this.titleKey="now_title";this.shows=["reason"]}static getStubConfig(){return{}}static getConfigForm(){return Ze()}getCardSize(){return 3}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.clock)}content(e){let t=Vs(e),s=this.now(),r=t[gn(t,s)];if(!r||s<r.start||r.end<=s)return this.notice("market_empty");this.lookAgain(r.end-s);let o=ip(r);return x`
      <div class="now">
        ${this.picture(r,o)}
        <div class="words named"><p class="main">${this.bargain(e,r,o)}</p>
          ${o==="idle"?this.reason():P} ${this.machines(e)} ${this.advice(e,t,r)}
        </div></div>
    `}lookAgain(e){clearTimeout(this.clock),this.clock=setTimeout(()=>this.requestUpdate(),Math.min(e,3600)*1e3+50)}bargain(e,t,s){let r=Je(this.hass,t.end,ht(e.interval_seconds));if(t.traded===null)return this.text("now_unknown",{time:r});if(s==="idle"||t.price===null)return this.text("now_idle",{time:r});let o=Qe(this.hass,Math.abs(t.traded));return this.text(`now_${s}`,{energy:o,time:r,price:ot(this.hass,t.price,e.currency)})}reason(){let e=this.entity("reason");return e&&e.state!=="trading"?x`<p class="muted">${this.hass.formatEntityState(e)}</p>`:P}machines(e){let t=this.now(),s=ht(e.interval_seconds),r=(e.plan?.runs??[]).filter(({kind:c,end:d})=>c!=="battery"&&t<d),o=r.filter(({start:c})=>c<=t),[a]=r.filter(({start:c})=>t<c).sort((c,d)=>c.start-d.start);return x`
      ${o.map(({name:c,end:d})=>x`<p>${this.text("now_runs",{name:c,time:Je(this.hass,d,s)})}</p>`)}
      ${a?x`<p>${this.text("now_next",{name:a.name,span:bt(this.hass,a.start,a.end,t,s)})}</p>`:P}
    `}advice(e,t,s){let r=kc(t,s);if(!r)return P;let o=bt(this.hass,r.start,r.end,this.now(),ht(e.interval_seconds)),a=ot(this.hass,r.price,e.currency);return x`<p>${this.text("now_cheapest",{span:o,price:a})}</p>`}picture(e,t){let s=t==="idle"?"":Qe(this.hass,Math.abs(e.traded??0));return x`
      <svg class=${t} viewBox="0 0 176 64" aria-hidden="true"><path class="house own" d="M8 34 30 14l22 20v22a2 2 0 0 1-2 2H38V42H22v16H10a2 2 0 0 1-2-2z"></path><path class="house" d="M120 40 134 27l14 13v16a2 2 0 0 1-2 2h-24a2 2 0 0 1-2-2z"></path><path class="house" d="M146 36 158 25l14 13v18a2 2 0 0 1-2 2h-20V40z"></path><text x="86" y="24">${s}</text><line x1="62" x2="110" y1="38" y2="38"></line><path class="tip" d=${t==="buys"?"M70 31 60 38l10 7":"M102 31l10 7-10 7"}></path></svg>
    `}};Qn.styles=[...fe.styles,ve`
      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
      }
      svg {
        flex: 0 0 176px;
        width: 176px;
        height: 64px;
        --c: var(--et-muted);
      }
      svg.sells {
        --c: var(--et-sold);
      }
      svg.buys {
        --c: var(--et-bought);
      }
      .house {
        fill: color-mix(in srgb, var(--primary-text-color) 26%, transparent);
      }
      .own {
        fill: var(--primary-color);
      }
      text {
        font-size: 12px;
        text-anchor: middle;
        fill: var(--primary-text-color);
      }
      line,
      .tip {
        fill: none;
        stroke: var(--c);
        stroke-width: 3;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      .idle line {
        stroke-dasharray: 2 7;
      }
      .idle .tip {
        display: none;
      }
      .sells line,
      .buys line {
        stroke-dasharray: 7 6;
        animation: flow 1.2s linear infinite;
      }
      .buys line {
        animation-direction: reverse;
      }
      @keyframes flow {
        from {
          stroke-dashoffset: 13;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        line {
          animation: none !important;
        }
      }
      .words {
        flex: 1 1 240px;
      }
      p {
        margin: 0 0 2px;
      }
      .main {
        font-size: 16px;
      }
    `],Qn=N([Me("energy-trade-now-card")],Qn);function ip({traded:n,price:i}){return!n||i===null?"idle":n>0?"sells":"buys"}var ko="energy-trade",Ft=class extends Tt{constructor(){super(...arguments);this.kept=!1}setConfig(){}getCardSize(){return 2}static isWanted(e){return location.pathname.split("/")[1]===ko&&e.user?.is_admin===!0&&e.panels[ko]?.show_in_sidebar===!1}render(){if(!this.kept&&!Ft.isWanted(this.hass))return P;let e=t=>je(this.hass.language,t);return x`
      <ha-card><p role="status">${e(this.kept?"offer_kept":"offer_text")}</p>
        ${this.kept?P:x`<button @click=${()=>{this.keep()}}>${e("offer_keep")}</button>`}
      </ha-card>
    `}async keep(){await this.hass.callWS({type:"frontend/update_panel",url_path:ko,show_in_sidebar:!0}),this.kept=!0}};Ft.styles=ve`
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
  `,N([Ge({attribute:!1})],Ft.prototype,"hass",2),N([ke()],Ft.prototype,"kept",2),Ft=N([Me("energy-trade-offer-card")],Ft);var np=1e6,To=1e3,Tc=n=>`${n.device}@${n.start}`,mi=class extends ni{constructor(){super(...arguments);this.titleKey="plan_title";this.said="";this.busy=!1;this.kilo=(e,t)=>yn(this.hass,e/To,t)}static getStubConfig(){return{power:!0}}static getConfigForm(){return Ze({name:"power",selector:{boolean:{}}})}content(e,t){let s=e.plan;if(!s||s.steps.length===0)return this.notice("plan_empty");let{line:r,panes:o}=this.picture(e,s),a=s.steps[this.shownIndex(r)],c=ht(e.interval_seconds);return x`
      ${a?this.readout(e,a,c):P}
      ${this.drawing(r,o,"plan_label",a?this.spoken(e,a,c):"")}
      ${this.legend(s)} ${this.runs(e,s,r,t,c)}
    `}picture(e,t){let s=[this.hass.language,this.hass.locale.number_format,this.config.power].join(),{made:r}=this;if(r?.key===s&&sp(r.plan,t))return r;let{steps:o}=t,a=o.map(({start:d,seconds:_})=>({start:d,end:d+_})),c=[this.prices(e,o)];return this.config.power!==!1&&c.push(this.power(o)),Ec(t)&&c.push(this.battery(o)),this.made={plan:t,key:s,line:a,panes:c}}prices(e,t){let s=[{values:t.map(({buy:r})=>r),kind:"steps",color:"--et-bought",width:2,fill:.1},{values:t.map(({sell:r})=>r),kind:"steps",color:"--et-sold",width:2,fill:.1}];return{title:`${Gs(e.currency)}/kWh`,height:98,layers:s,format:this.plain,include:[0]}}power(e){let t=[{values:e.map(({pv_w:s})=>s),kind:"steps",color:"--et-solar",width:0,fill:.35},{values:e.map(({load_w:s})=>s),kind:"steps",color:"--primary-text-color",width:1.5},{values:e.map(({battery_w:s})=>s),kind:"bars",color:"--et-battery",fill:.7}];return{title:`${this.text("power")}, kW`,height:144,layers:t,unit:To,format:this.kilo,include:[0,100]}}battery(e){let s=[{values:[null,...e.map(({soc_wh:r})=>r)],kind:"line",color:"--et-battery",width:2,fill:.25}];return{title:`${this.text("battery_level")}, kWh`,height:110,layers:s,unit:To,format:this.kilo,include:[0,100]}}facts(e,t){let{hass:s}=this,r=[];return t.buy!==null&&r.push(["price_bought",ot(s,t.buy,e.currency)]),t.sell!==null&&r.push(["price_sold",ot(s,t.sell,e.currency)]),t.load_w!==null&&r.push(["load",Yn(s,t.load_w)]),t.pv_w!==null&&r.push(["solar",Yn(s,t.pv_w)]),r.push([t.net_w<0?"net_import":"net_export",Yn(s,Math.abs(t.net_w))]),t.battery_w&&Math.abs(t.battery_w)>=1&&r.push([t.battery_w<0?"charging":"discharging",Yn(s,Math.abs(t.battery_w))]),t.soc_wh&&r.push(["battery_level",this.kwh(t.soc_wh)]),r}kwh(e){return`${Nt(this.hass,e/1e3,{minimumFractionDigits:1,maximumFractionDigits:1})} kWh`}when(e,t){let s=bt(this.hass,e.start,e.start+e.seconds,this.now(),t);return this.chosen===void 0?`${this.text("now")} · ${s}`:s}spoken(e,t,s){return this.told(this.when(t,s),...this.facts(e,t))}readout(e,t,s){return x`
      <div class="readout" aria-hidden="true"><div class="muted">${this.when(t,s)}</div>
        ${this.factList(this.facts(e,t))}
      </div>
    `}legend(e){return this.legendOf([["line","--et-bought","price_bought"],["line","--et-sold","price_sold"],["area","--et-solar","solar"],["line","--primary-text-color","load"],...Ec(e)?[["area","--et-battery","battery"]]:[]])}runs(e,t,s,r,o){let a=t.runs.filter(({kind:g})=>g!=="battery");if(a.length===0)return x`<h3>${this.text("runs")}</h3><p class="muted">${this.text("no_runs")}</p>`;let c=s[0]?.start??0,d=(s.at(-1)?.end??c+1)-c,_=new Map;for(let g of a)_.set(g.device,[..._.get(g.device)??[],g]);let m=a.find(g=>Tc(g)===this.opened);return x`
      <h3>${this.text("runs")}</h3><div class="runs" style="--axis:${Kn}px;--edge:${_o}px">
        ${[..._.values()].map(g=>x`
            <div class="device"><div class="name"><span class="named">${g[0]?.name}</span><span class="muted number">${this.next(g,o)}</span></div><div class="track">${g.map(b=>this.run(e,b,c,d,o))}</div></div>
          `)}
      </div>
      ${m?this.details(e,m,r,o):P}
      <p class="muted" role="status">${this.said}</p>
    `}next(e,t){let s=e.find(({end:r})=>r>this.now());return s?bt(this.hass,s.start,s.end,this.now(),t):""}run(e,t,s,r,o){let a=Math.max(0,(t.start-s)/r*100),c=Math.max(.5,Math.min(100-a,(t.end-t.start)/r*100)),d=Tc(t),_=bt(this.hass,t.start,t.end,this.now(),o),m=[t.name,_,this.costText(e,t),this.reasonText(t)].filter(Boolean).join(", ");return x`
      <button
        class="run ${t.kind}"
        style="left:${a}%;width:${c}%"
        aria-label=${m}
        title=${m}
        aria-expanded=${d===this.opened}
        @click=${()=>{this.opened=d===this.opened?void 0:d,this.said=""}}
      ></button>
    `}costText(e,t){if(t.cost===null)return"";let s=rt(this.hass,Math.abs(t.cost)/np,e.currency);return`${this.text(t.cost<0?"run_earns":"run_cost")} ${s}`}reasonText(e){let t=`reason_${e.reason??""}`,s=this.text(t);return s===t?"":s}details(e,t,s,r){let o=c=>this.hass.services[Ye]?.[c]!==void 0,a=t.start>this.now();return x`
      <div class="details" role="region" aria-label=${t.name}><div><b class="named">${t.name}</b><span class="number">${bt(this.hass,t.start,t.end,this.now(),r)}</span><span class="muted number">${[this.kwh(t.energy_wh),this.costText(e,t)].filter(Boolean).join(" · ")}</span><span class="muted">${this.reasonText(t)}</span></div>
        ${a&&t.can_run_now&&o("run_now")?x`
              <div class="actions"><button class="action strong" ?disabled=${this.busy} @click=${()=>{this.act("run_now",t,s)}}>
                  ${this.text("run_now")}
                </button>
                ${o("run_later")?x`
                      <button class="action" ?disabled=${this.busy} @click=${()=>{this.act("run_later",t,s)}}>
                        ${this.text("run_later")}
                      </button>
                    `:P}
              </div>
            `:P}
      </div>
    `}async act(e,t,s){this.busy=!0;try{await this.hass.callService(Ye,e,{config_entry_id:s.entry,device:t.device},void 0,!1),this.said=this.text("run_done"),this.opened=void 0}catch(r){this.said=this.text("run_failed",{error:r.message??""})}finally{this.busy=!1}}};mi.styles=[...ni.styles,ve`
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        margin: 4px 0 0;
        min-height: 40px;
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
    `],N([ke()],mi.prototype,"opened",2),N([ke()],mi.prototype,"said",2),N([ke()],mi.prototype,"busy",2),mi=N([Me("energy-trade-plan-card")],mi);function Ec(n){return n.steps.some(({soc_wh:i,battery_w:e})=>(i??0)!==0||(e??0)!==0)}function sp(n,i){return n===i||JSON.stringify(n.steps)===JSON.stringify(i.steps)}var vn=class extends fe{constructor(){super(...arguments);this.titleKey="questions_title";this.answering={}}static getStubConfig(){return{}}static getConfigForm(){return Ze({name:"hide_empty",selector:{boolean:{}}})}content(e,t){let s=e.questions??[];return this.toggleAttribute("asks",s.length>0),s.length===0?this.config.hide_empty&&!this.preview?this.disappear(!0):(this.disappear(!1),this.notice("questions_empty")):(this.disappear(!1),x`<div aria-live="polite">${s.map(r=>this.question(r,t))}</div>`)}disappear(e){return this.hidden!==e&&(this.hidden=e,this.dispatchEvent(new CustomEvent("card-visibility-changed",{bubbles:!0,composed:!0,detail:{value:!e}}))),P}question(e,t){let{choice:s,error:r}=this.answering[e.question_id]??{},o=e.choices.find(({choice:c})=>c===e.default)?.text??e.default,a={time:Je(this.hass,e.expires),choice:o};return x`
      <section aria-labelledby=${e.question_id}><h3 id=${e.question_id}>${e.title}</h3><p>${e.text}</p><div class="choices" role="group" aria-labelledby=${e.question_id}>
          ${e.choices.map(({choice:c,text:d},_)=>x`
              <button
                class="action ${_===0?"strong":""}"
                ?disabled=${s!==void 0}
                @click=${()=>{this.answer(e,c,t)}}
              >${d}</button>
            `)}
        </div><p class="muted">
          ${r===void 0?this.text("questions_until",a):this.text("questions_failed",{error:r})}
        </p></section>
    `}async answer(e,t,s){let{question_id:r}=e,o=a=>{this.answering={...this.answering,[r]:a}};o({choice:t});try{await this.hass.callService(Ye,"answer",{config_entry_id:s.entry,question_id:r,choice:t},void 0,!1)}catch(a){o({error:a.message??""})}}};vn.styles=[...fe.styles,ve`
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
    `],N([ke()],vn.prototype,"answering",2),vn=N([Me("energy-trade-questions-card")],vn);var rp=.01,op={load:"lost_load",generation:"lost_generation",price:"lost_price",execution:"lost_execution"},Xn=class extends fe{constructor(){super(...arguments);this.titleKey="score_title"}static getStubConfig(){return{losses:!1}}static getConfigForm(){return Ze({name:"losses",selector:{boolean:{}}})}content(e){let{score:t,currency:s}=e;if(!t?.past)return x`
        ${this.notice("score_empty")}
        ${t&&t.today!==null?x`<dl>${this.row("today",t.today,s)}</dl>`:P}
      `;let{reached:r,saved:o,today:a}=t,c=t.battery&&r!==null;return x`
      ${this.headline(t,r??o??0,s)} ${this.share(t)} ${this.losses(t,s)}
      ${c?x`
            <h3>${this.text("score_compare")}</h3><dl>
              ${this.row("against_no_trading",o,s)}
              ${this.row("against_self_use",t.self_use,s)}
            </dl>`:P}
      ${a===null?P:x`<dl class="today">${this.row("today_so_far",a,s)}</dl>`}
    `}headline({battery:e,reached:t,days:s},r,o){let a=r<0,c=Nt(this.hass,s,{style:"unit",unit:"day",unitDisplay:"long"}),d=a?"score_lost":e&&t!==null?"score_saved_battery":"score_saved";return x`
      <p class="headline"><span class="saved number money ${a?"bad":"good"}">${rt(this.hass,Math.abs(r),o)}</span><span class="muted">${this.text(d,{days:c})}</span></p>
    `}share({share:e,reached:t,lost:s,possible:r}){if(e===null||t===null||t<0)return P;let o=Math.min(1,Math.max(0,e)),a=Nt(this.hass,o,{style:"percent",maximumFractionDigits:0}),[c]=Cc(s,r);return x`
      <div class="track" aria-hidden="true"><i style="width:${o*100}%"></i></div><p>
        ${this.text("score_share",{percent:a})}
        ${c?this.text("score_most_lost",{why:this.text(this.why(c[0]))}):P}
      </p>
    `}losses({lost:e,possible:t},s){let r=Cc(e,t);return r.length<2?P:x`
      <details ?open=${this.config.losses??!1}><summary>${this.text("score_losses")}</summary><dl>${r.map(([o,a])=>this.row(this.why(o),-a,s))}</dl></details>
    `}why(e){return e==="execution"&&!this.board?.score?.battery?"lost_offers":op[e]}row(e,t,s){let r=this.text(e);return x`
      <div><dt>${r.charAt(0).toLocaleUpperCase(this.hass.language)+r.slice(1)}</dt><dd class="number money">${t===null?"":rt(this.hass,t,s,{sign:!0})}</dd></div>
    `}};Xn.styles=[...fe.styles,ve`
      p {
        margin: 0 0 8px;
        max-width: 60ch;
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
      .track {
        height: 10px;
        margin: 8px 0;
        border-radius: 5px;
        background: color-mix(in srgb, var(--primary-text-color) 7%, transparent);
        overflow: hidden;
      }
      .track i {
        display: block;
        height: 100%;
        border-radius: 5px;
        background: var(--et-good);
        transition: width 0.3s;
      }
      dl {
        margin: 0;
      }
      .today {
        margin-top: 8px;
      }
      summary {
        min-height: 40px;
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--et-muted);
        font-size: 13px;
        cursor: pointer;
      }
      summary::before {
        content: "";
        width: 6px;
        height: 6px;
        border: solid currentcolor;
        border-width: 0 2px 2px 0;
        transform: rotate(-45deg);
        transition: transform 0.2s;
      }
      [open] summary::before {
        transform: rotate(45deg);
      }
      dl > div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 12px;
        padding: 6px 0;
        border-top: 1px solid var(--et-line);
      }
      dd {
        margin: 0;
        text-align: end;
      }
    `],Xn=N([Me("energy-trade-score-card")],Xn);function Cc(n,i){let e=Math.max((i??0)*rp,.005);return Object.entries(n??{}).filter(([,t])=>t>=e).sort(([,t],[,s])=>s-t)}var xn={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},es=n=>(...i)=>({_$litDirective$:n,values:i}),wn=class{constructor(i){}get _$AU(){return this._$AM._$AU}_$AT(i,e,t){this._$Ct=i,this._$AM=e,this._$Ci=t}_$AS(i,e){return this.update(i,e)}update(i,e){return this.render(...e)}};var{I:lp}=Cl,Ac=n=>n;var Pc=n=>n.strings===void 0,Mc=()=>document.createComment(""),Sn=(n,i,e)=>{let t=n._$AA.parentNode,s=i===void 0?n._$AB:i._$AA;if(e===void 0){let r=t.insertBefore(Mc(),s),o=t.insertBefore(Mc(),s);e=new lp(r,o,n,n.options)}else{let r=e._$AB.nextSibling,o=e._$AM,a=o!==n;if(a){let c;e._$AQ?.(n),e._$AM=n,e._$AP!==void 0&&(c=n._$AU)!==o._$AU&&e._$AP(c)}if(r!==s||a){let c=e._$AA;for(;c!==r;){let d=Ac(c).nextSibling;Ac(t).insertBefore(c,s),c=d}}}return e},fi=(n,i,e=n)=>(n._$AI(i,e),n),ap={},zc=(n,i=ap)=>n._$AH=i,Rc=n=>n._$AH,qs=n=>{n._$AR(),n._$AA.remove()};var ts=(n,i)=>{let e=n._$AN;if(e===void 0)return!1;for(let t of e)t._$AO?.(i,!1),ts(t,i);return!0},Ys=n=>{let i,e;do{if((i=n._$AM)===void 0)break;e=i._$AN,e.delete(n),n=i}while(e?.size===0)},Dc=n=>{for(let i;i=n._$AM;n=i){let e=i._$AN;if(e===void 0)i._$AN=e=new Set;else if(e.has(n))break;e.add(n),dp(i)}};function cp(n){this._$AN!==void 0?(Ys(this),this._$AM=n,Dc(this)):this._$AM=n}function hp(n,i=!1,e=0){let t=this._$AH,s=this._$AN;if(s!==void 0&&s.size!==0)if(i)if(Array.isArray(t))for(let r=e;r<t.length;r++)ts(t[r],!1),Ys(t[r]);else t!=null&&(ts(t,!1),Ys(t));else ts(this,n)}var dp=n=>{n.type==xn.CHILD&&(n._$AP??=hp,n._$AQ??=cp)},Zs=class extends wn{constructor(){super(...arguments),this._$AN=void 0}_$AT(i,e,t){super._$AT(i,e,t),Dc(this),this.isConnected=i._$AU}_$AO(i,e=!0){i!==this.isConnected&&(this.isConnected=i,i?this.reconnected?.():this.disconnected?.()),e&&(ts(this,i),Ys(this))}setValue(i){if(Pc(this._$Ct))this._$Ct._$AI(i,this);else{let e=[...this._$Ct._$AH];e[this._$Ci]=i,this._$Ct._$AI(e,this,0)}}disconnected(){}reconnected(){}};var Lc=(n,i,e)=>{let t=new Map;for(let s=i;s<=e;s++)t.set(n[s],s);return t},Ic=es(class extends wn{constructor(n){if(super(n),n.type!==xn.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,i,e){let t;e===void 0?e=i:i!==void 0&&(t=i);let s=[],r=[],o=0;for(let a of n)s[o]=t?t(a,o):o,r[o]=e(a,o),o++;return{values:r,keys:s}}render(n,i,e){return this.dt(n,i,e).values}update(n,[i,e,t]){let s=Rc(n),{values:r,keys:o}=this.dt(i,e,t);if(!Array.isArray(s))return this.ut=o,r;let a=this.ut??=[],c=[],d,_,m=0,g=s.length-1,b=0,w=r.length-1;for(;m<=g&&b<=w;)if(s[m]===null)m++;else if(s[g]===null)g--;else if(a[m]===o[b])c[b]=fi(s[m],r[b]),m++,b++;else if(a[g]===o[w])c[w]=fi(s[g],r[w]),g--,w--;else if(a[m]===o[w])c[w]=fi(s[m],r[w]),Sn(n,c[w+1],s[m]),m++,w--;else if(a[g]===o[b])c[b]=fi(s[g],r[b]),Sn(n,s[m],s[g]),g--,b++;else if(d===void 0&&(d=Lc(o,b,w),_=Lc(a,m,g)),d.has(a[m]))if(d.has(a[g])){let C=_.get(o[b]),I=C!==void 0?s[C]:null;if(I===null){let L=Sn(n,s[m]);fi(L,r[b]),c[b]=L}else c[b]=fi(I,r[b]),Sn(n,s[m],I),s[C]=null;b++}else qs(s[g]),g--;else qs(s[m]),m++;for(;b<=w;){let C=Sn(n,c[w+1]);fi(C,r[b]),c[b++]=C}for(;m<=g;){let C=s[m++];C!==null&&qs(C)}return this.ut=o,zc(n,c),It}});var is=class n extends Event{constructor(i){super(n.eventName,{bubbles:!1}),this.first=i.first,this.last=i.last}};is.eventName="rangeChanged";var ns=class n extends Event{constructor(i){super(n.eventName,{bubbles:!1}),this.first=i.first,this.last=i.last}};ns.eventName="visibilityChanged";var ss=class n extends Event{constructor(){super(n.eventName,{bubbles:!1})}};ss.eventName="unpinned";var Eo=class{constructor(i){this._element=null;let e=i??window;this._node=e,i&&(this._element=i)}get element(){return this._element||document.scrollingElement||document.documentElement}get scrollTop(){return this.element.scrollTop||window.scrollY}get scrollLeft(){return this.element.scrollLeft||window.scrollX}get scrollHeight(){return this.element.scrollHeight}get scrollWidth(){return this.element.scrollWidth}get viewportHeight(){return this._element?this._element.getBoundingClientRect().height:window.innerHeight}get viewportWidth(){return this._element?this._element.getBoundingClientRect().width:window.innerWidth}get maxScrollTop(){return this.scrollHeight-this.viewportHeight}get maxScrollLeft(){return this.scrollWidth-this.viewportWidth}},Js=class extends Eo{constructor(i,e){super(e),this._clients=new Set,this._retarget=null,this._end=null,this.__destination=null,this.correctingScrollError=!1,this._checkForArrival=this._checkForArrival.bind(this),this._updateManagedScrollTo=this._updateManagedScrollTo.bind(this),this.scrollTo=this.scrollTo.bind(this),this.scrollBy=this.scrollBy.bind(this);let t=this._node;this._originalScrollTo=t.scrollTo,this._originalScrollBy=t.scrollBy,this._originalScroll=t.scroll,this._attach(i)}get _destination(){return this.__destination}get scrolling(){return this._destination!==null}scrollTo(i,e){let t=typeof i=="number"&&typeof e=="number"?{left:i,top:e}:i;this._scrollTo(t)}scrollBy(i,e){let t=typeof i=="number"&&typeof e=="number"?{left:i,top:e}:i;t.top!==void 0&&(t.top+=this.scrollTop),t.left!==void 0&&(t.left+=this.scrollLeft),this._scrollTo(t)}_nativeScrollTo(i){this._originalScrollTo.bind(this._element||window)(i)}_scrollTo(i,e=null,t=null){this._end!==null&&this._end(),i.behavior==="smooth"?(this._setDestination(i),this._retarget=e,this._end=t):this._resetScrollState(),this._nativeScrollTo(i)}_setDestination(i){let{top:e,left:t}=i;return e=e===void 0?void 0:Math.max(0,Math.min(e,this.maxScrollTop)),t=t===void 0?void 0:Math.max(0,Math.min(t,this.maxScrollLeft)),this._destination!==null&&t===this._destination.left&&e===this._destination.top?!1:(this.__destination={top:e,left:t,behavior:"smooth"},!0)}_resetScrollState(){this.__destination=null,this._retarget=null,this._end=null}_updateManagedScrollTo(i){this._destination&&this._setDestination(i)&&this._nativeScrollTo(this._destination)}managedScrollTo(i,e,t){return this._scrollTo(i,e,t),this._updateManagedScrollTo}correctScrollError(i){this.correctingScrollError=!0,requestAnimationFrame(()=>requestAnimationFrame(()=>this.correctingScrollError=!1)),this._nativeScrollTo(i),this._retarget&&this._setDestination(this._retarget()),this._destination&&this._nativeScrollTo(this._destination)}_checkForArrival(){if(this._destination!==null){let{scrollTop:i,scrollLeft:e}=this,{top:t,left:s}=this._destination;t=Math.min(t||0,this.maxScrollTop),s=Math.min(s||0,this.maxScrollLeft);let r=Math.abs(t-i),o=Math.abs(s-e);r<1&&o<1&&(this._end&&this._end(),this._resetScrollState())}}detach(i){return this._clients.delete(i),this._clients.size===0&&(this._node.scrollTo=this._originalScrollTo,this._node.scrollBy=this._originalScrollBy,this._node.scroll=this._originalScroll,this._node.removeEventListener("scroll",this._checkForArrival)),null}_attach(i){this._clients.add(i),this._clients.size===1&&(this._node.scrollTo=this.scrollTo,this._node.scrollBy=this.scrollBy,this._node.scroll=this.scrollTo,this._node.addEventListener("scroll",this._checkForArrival))}};var Vc=typeof window<"u"?window.ResizeObserver:void 0;var Gc=Symbol("virtualizerRef"),er="virtualizer-sizer",Wc,ir=class{constructor(i){if(this._benchmarkStart=null,this._layout=null,this._clippingAncestors=[],this._scrollSize=null,this._scrollError=null,this._childrenPos=null,this._childMeasurements=null,this._toBeMeasured=new Map,this._rangeChanged=!0,this._itemsChanged=!0,this._visibilityChanged=!0,this._scrollerController=null,this._isScroller=!1,this._sizer=null,this._hostElementRO=null,this._childrenRO=null,this._mutationObserver=null,this._scrollEventListeners=[],this._scrollEventListenerOptions={passive:!0},this._loadListener=this._childLoaded.bind(this),this._scrollIntoViewTarget=null,this._updateScrollIntoViewCoordinates=null,this._items=[],this._first=-1,this._last=-1,this._firstVisible=-1,this._lastVisible=-1,this._scheduled=new WeakSet,this._measureCallback=null,this._measureChildOverride=null,this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null,this._layoutInitialized=null,this._connected=!1,!i)throw new Error("Virtualizer constructor requires a configuration object");if(i.hostElement)this._init(i);else throw new Error('Virtualizer configuration requires the "hostElement" property')}set items(i){Array.isArray(i)&&i!==this._items&&(this._itemsChanged=!0,this._items=i,this._schedule(this._updateLayout))}_init(i){this._isScroller=!!i.scroller,this._initHostElement(i);let e=i.layout||{};this._layoutInitialized=this._initLayout(e)}_initObservers(){this._mutationObserver=new MutationObserver(this._finishDOMUpdate.bind(this)),this._hostElementRO=new Vc(()=>this._hostElementSizeChanged()),this._childrenRO=new Vc(this._childrenSizeChanged.bind(this))}_initHostElement(i){let e=this._hostElement=i.hostElement;this._applyVirtualizerStyles(),e[Gc]=this}connected(){this._initObservers();let i=this._isScroller;this._clippingAncestors=yp(this._hostElement,i),this._scrollerController=new Js(this,this._clippingAncestors[0]),this._schedule(this._updateLayout),this._observeAndListen(),this._connected=!0}_observeAndListen(){this._mutationObserver.observe(this._hostElement,{childList:!0}),this._hostElementRO.observe(this._hostElement),this._scrollEventListeners.push(window),window.addEventListener("scroll",this,this._scrollEventListenerOptions),this._clippingAncestors.forEach(i=>{i.addEventListener("scroll",this,this._scrollEventListenerOptions),this._scrollEventListeners.push(i),this._hostElementRO.observe(i)}),this._hostElementRO.observe(this._scrollerController.element),this._children.forEach(i=>this._childrenRO.observe(i)),this._scrollEventListeners.forEach(i=>i.addEventListener("scroll",this,this._scrollEventListenerOptions))}disconnected(){this._scrollEventListeners.forEach(i=>i.removeEventListener("scroll",this,this._scrollEventListenerOptions)),this._scrollEventListeners=[],this._clippingAncestors=[],this._scrollerController?.detach(this),this._scrollerController=null,this._mutationObserver?.disconnect(),this._mutationObserver=null,this._hostElementRO?.disconnect(),this._hostElementRO=null,this._childrenRO?.disconnect(),this._childrenRO=null,this._rejectLayoutCompletePromise("disconnected"),this._connected=!1}_applyVirtualizerStyles(){let e=this._hostElement.style;e.display=e.display||"block",e.position=e.position||"relative",e.contain=e.contain||"size layout",this._isScroller&&(e.overflow=e.overflow||"auto",e.minHeight=e.minHeight||"150px")}_getSizer(){let i=this._hostElement;if(!this._sizer){let e=i.querySelector(`[${er}]`);e||(e=document.createElement("div"),e.setAttribute(er,""),i.appendChild(e)),Object.assign(e.style,{position:"absolute",margin:"-2px 0 0 0",padding:0,visibility:"hidden",fontSize:"2px"}),e.textContent="&nbsp;",e.setAttribute(er,""),this._sizer=e}return this._sizer}async updateLayoutConfig(i){await this._layoutInitialized;let e=i.type||Wc;if(typeof e=="function"&&this._layout instanceof e){let t={...i};return delete t.type,this._layout.config=t,!0}return!1}async _initLayout(i){let e,t;if(typeof i.type=="function"){t=i.type;let s={...i};delete s.type,e=s}else e=i;t===void 0&&(Wc=t=(await Promise.resolve().then(()=>(Fc(),Nc))).FlowLayout),this._layout=new t(s=>this._handleLayoutMessage(s),e),this._layout.measureChildren&&typeof this._layout.updateItemSizes=="function"&&(typeof this._layout.measureChildren=="function"&&(this._measureChildOverride=this._layout.measureChildren),this._measureCallback=this._layout.updateItemSizes.bind(this._layout)),this._layout.listenForChildLoadEvents&&this._hostElement.addEventListener("load",this._loadListener,!0),this._schedule(this._updateLayout)}startBenchmarking(){this._benchmarkStart===null&&(this._benchmarkStart=window.performance.now())}stopBenchmarking(){if(this._benchmarkStart!==null){let i=window.performance.now(),e=i-this._benchmarkStart,s=performance.getEntriesByName("uv-virtualizing","measure").filter(r=>r.startTime>=this._benchmarkStart&&r.startTime<i).reduce((r,o)=>r+o.duration,0);return this._benchmarkStart=null,{timeElapsed:e,virtualizationTime:s}}return null}_measureChildren(){let i={},e=this._children,t=this._measureChildOverride||this._measureChild;for(let s=0;s<e.length;s++){let r=e[s],o=this._first+s;(this._itemsChanged||this._toBeMeasured.has(r))&&(i[o]=t.call(this,r,this._items[o]))}this._childMeasurements=i,this._schedule(this._updateLayout),this._toBeMeasured.clear()}_measureChild(i){let{width:e,height:t}=i.getBoundingClientRect();return Object.assign({width:e,height:t},gp(i))}async _schedule(i){this._scheduled.has(i)||(this._scheduled.add(i),await Promise.resolve(),this._scheduled.delete(i),i.call(this))}async _updateDOM(i){this._scrollSize=i.scrollSize,this._adjustRange(i.range),this._childrenPos=i.childPositions,this._scrollError=i.scrollError||null;let{_rangeChanged:e,_itemsChanged:t}=this;this._visibilityChanged&&(this._notifyVisibility(),this._visibilityChanged=!1),(e||t)&&(this._notifyRange(),this._rangeChanged=!1),this._finishDOMUpdate()}_finishDOMUpdate(){this._connected&&(this._children.forEach(i=>this._childrenRO.observe(i)),this._checkScrollIntoViewTarget(this._childrenPos),this._positionChildren(this._childrenPos),this._sizeHostElement(this._scrollSize),this._correctScrollError(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_updateLayout(){this._layout&&this._connected&&(this._layout.items=this._items,this._updateView(),this._childMeasurements!==null&&(this._measureCallback&&this._measureCallback(this._childMeasurements),this._childMeasurements=null),this._layout.reflowIfNeeded(),this._benchmarkStart&&"mark"in window.performance&&window.performance.mark("uv-end"))}_handleScrollEvent(){if(this._benchmarkStart&&"mark"in window.performance){try{window.performance.measure("uv-virtualizing","uv-start","uv-end")}catch(i){console.warn("Error measuring performance data: ",i)}window.performance.mark("uv-start")}this._scrollerController.correctingScrollError===!1&&this._layout?.unpin(),this._schedule(this._updateLayout)}handleEvent(i){i.type==="scroll"?(i.currentTarget===window||this._clippingAncestors.includes(i.currentTarget))&&this._handleScrollEvent():console.warn("event not handled",i)}_handleLayoutMessage(i){i.type==="stateChanged"?this._updateDOM(i):i.type==="visibilityChanged"?(this._firstVisible=i.firstVisible,this._lastVisible=i.lastVisible,this._notifyVisibility()):i.type==="unpinned"&&this._hostElement.dispatchEvent(new ss)}get _children(){let i=[],e=this._hostElement.firstElementChild;for(;e;)e.hasAttribute(er)||i.push(e),e=e.nextElementSibling;return i}_updateView(){let i=this._hostElement,e=this._scrollerController?.element,t=this._layout;if(i&&e&&t){let s,r,o,a,c=i.getBoundingClientRect();s=0,r=0,o=window.innerHeight,a=window.innerWidth;let d=this._clippingAncestors.map(L=>L.getBoundingClientRect());d.unshift(c);for(let L of d)s=Math.max(s,L.top),r=Math.max(r,L.left),o=Math.min(o,L.bottom),a=Math.min(a,L.right);let _=e.getBoundingClientRect(),m={left:c.left-_.left,top:c.top-_.top},g={width:e.scrollWidth,height:e.scrollHeight},b=s-c.top+i.scrollTop,w=r-c.left+i.scrollLeft,C=Math.max(0,o-s),I=Math.max(0,a-r);t.viewportSize={width:I,height:C},t.viewportScroll={top:b,left:w},t.totalScrollSize=g,t.offsetWithinScroller=m}}_sizeHostElement(i){let t=i&&i.width!==null?Math.min(82e5,i.width):0,s=i&&i.height!==null?Math.min(82e5,i.height):0;if(this._isScroller)this._getSizer().style.transform=`translate(${t}px, ${s}px)`;else{let r=this._hostElement.style;r.minWidth=t?`${t}px`:"100%",r.minHeight=s?`${s}px`:"100%"}}_positionChildren(i){i&&i.forEach(({top:e,left:t,width:s,height:r,xOffset:o,yOffset:a},c)=>{let d=this._children[c-this._first];d&&(d.style.position="absolute",d.style.boxSizing="border-box",d.style.transform=`translate(${t}px, ${e}px)`,s!==void 0&&(d.style.width=s+"px"),r!==void 0&&(d.style.height=r+"px"),d.style.left=o===void 0?null:o+"px",d.style.top=a===void 0?null:a+"px")})}async _adjustRange(i){let{_first:e,_last:t,_firstVisible:s,_lastVisible:r}=this;this._first=i.first,this._last=i.last,this._firstVisible=i.firstVisible,this._lastVisible=i.lastVisible,this._rangeChanged=this._rangeChanged||this._first!==e||this._last!==t,this._visibilityChanged=this._visibilityChanged||this._firstVisible!==s||this._lastVisible!==r}_correctScrollError(){if(this._scrollError){let{scrollTop:i,scrollLeft:e}=this._scrollerController,{top:t,left:s}=this._scrollError;this._scrollError=null,this._scrollerController.correctScrollError({top:i-t,left:e-s})}}element(i){return i===1/0&&(i=this._items.length-1),this._items?.[i]===void 0?void 0:{scrollIntoView:(e={})=>this._scrollElementIntoView({...e,index:i})}}_scrollElementIntoView(i){if(i.index>=this._first&&i.index<=this._last)this._children[i.index-this._first].scrollIntoView(i);else if(i.index=Math.min(i.index,this._items.length-1),i.behavior==="smooth"){let e=this._layout.getScrollIntoViewCoordinates(i),{behavior:t}=i;this._updateScrollIntoViewCoordinates=this._scrollerController.managedScrollTo(Object.assign(e,{behavior:t}),()=>this._layout.getScrollIntoViewCoordinates(i),()=>this._scrollIntoViewTarget=null),this._scrollIntoViewTarget=i}else this._layout.pin=i}_checkScrollIntoViewTarget(i){let{index:e}=this._scrollIntoViewTarget||{};e&&i?.has(e)&&this._updateScrollIntoViewCoordinates(this._layout.getScrollIntoViewCoordinates(this._scrollIntoViewTarget))}_notifyRange(){this._hostElement.dispatchEvent(new is({first:this._first,last:this._last}))}_notifyVisibility(){this._hostElement.dispatchEvent(new ns({first:this._firstVisible,last:this._lastVisible}))}get layoutComplete(){return this._layoutCompletePromise||(this._layoutCompletePromise=new Promise((i,e)=>{this._layoutCompleteResolver=i,this._layoutCompleteRejecter=e})),this._layoutCompletePromise}_rejectLayoutCompletePromise(i){this._layoutCompleteRejecter!==null&&this._layoutCompleteRejecter(i),this._resetLayoutCompleteState()}_scheduleLayoutComplete(){this._layoutCompletePromise&&this._pendingLayoutComplete===null&&(this._pendingLayoutComplete=requestAnimationFrame(()=>requestAnimationFrame(()=>this._resolveLayoutCompletePromise())))}_resolveLayoutCompletePromise(){this._layoutCompleteResolver!==null&&this._layoutCompleteResolver(),this._resetLayoutCompleteState()}_resetLayoutCompleteState(){this._layoutCompletePromise=null,this._layoutCompleteResolver=null,this._layoutCompleteRejecter=null,this._pendingLayoutComplete=null}_hostElementSizeChanged(){this._schedule(this._updateLayout)}_childLoaded(){}_childrenSizeChanged(i){if(this._layout?.measureChildren){for(let e of i)this._toBeMeasured.set(e.target,e.contentRect);this._measureChildren()}this._scheduleLayoutComplete(),this._itemsChanged=!1,this._rangeChanged=!1}};function gp(n){let i=window.getComputedStyle(n);return{marginTop:tr(i.marginTop),marginRight:tr(i.marginRight),marginBottom:tr(i.marginBottom),marginLeft:tr(i.marginLeft)}}function tr(n){let i=n?parseFloat(n):NaN;return Number.isNaN(i)?0:i}function Uc(n){if(n.assignedSlot!==null)return n.assignedSlot;if(n.parentElement!==null)return n.parentElement;let i=n.parentNode;return i&&i.nodeType===Node.DOCUMENT_FRAGMENT_NODE&&i.host||null}function _p(n,i=!1){let e=[],t=i?n:Uc(n);for(;t!==null;)e.push(t),t=Uc(t);return e}function yp(n,i=!1){let e=!1;return _p(n,i).filter(t=>{if(e)return!1;let s=getComputedStyle(t);return e=s.position==="fixed",s.overflow!=="visible"})}var bp=n=>n,vp=(n,i)=>x`${i}: ${JSON.stringify(n,null,2)}`,Mo=class extends Zs{constructor(i){if(super(i),this._virtualizer=null,this._first=0,this._last=-1,this._renderItem=(e,t)=>vp(e,t+this._first),this._keyFunction=(e,t)=>bp(e,t+this._first),this._items=[],i.type!==xn.CHILD)throw new Error("The virtualize directive can only be used in child expressions")}render(i){i&&this._setFunctions(i);let e=[];if(this._first>=0&&this._last>=this._first)for(let t=this._first;t<=this._last;t++)e.push(this._items[t]);return Ic(e,this._keyFunction,this._renderItem)}update(i,[e]){this._setFunctions(e);let t=this._items!==e.items;return this._items=e.items||[],this._virtualizer?this._updateVirtualizerConfig(i,e):this._initialize(i,e),t?It:this.render()}async _updateVirtualizerConfig(i,e){if(!await this._virtualizer.updateLayoutConfig(e.layout||{})){let s=i.parentNode;this._makeVirtualizer(s,e)}this._virtualizer.items=this._items}_setFunctions(i){let{renderItem:e,keyFunction:t}=i;e&&(this._renderItem=(s,r)=>e(s,r+this._first)),t&&(this._keyFunction=(s,r)=>t(s,r+this._first))}_makeVirtualizer(i,e){this._virtualizer&&this._virtualizer.disconnected();let{layout:t,scroller:s,items:r}=e;this._virtualizer=new ir({hostElement:i,layout:t,scroller:s}),this._virtualizer.items=r,this._virtualizer.connected()}_initialize(i,e){let t=i.parentNode;t&&t.nodeType===1&&(t.addEventListener("rangeChanged",s=>{this._first=s.first,this._last=s.last,this.setValue(this.render())}),this._makeVirtualizer(t,e))}disconnected(){this._virtualizer?.disconnected()}reconnected(){this._virtualizer?.connected()}},Kc=es(Mo);var Po=5e-4;function jc(n){return[wp(n),...xp(n),...Sp(n)]}function wp({traded:n,price:i,grid_takes:e,grid_pays:t}){return!n||i===null?{key:"trade_none"}:n>0?{key:"trade_sold",energy:n,price:i,grid:t}:{key:"trade_bought",energy:-n,price:i,grid:e}}function xp({metered:n,amount:i}){return n!==null?[{key:n<0?"trade_in":"trade_out",energy:Math.abs(n)}]:i===null?[]:[{key:"trade_unmetered"}]}function Sp({traded:n,metered:i,amount:e,traded_amount:t,saved:s}){if(e===null)return[{key:"trade_open"}];let r=[],o=e-(t??0),a=i===null?0:i-n;return Math.abs(a)>=Po&&Math.abs(o)>=Po&&r.push({key:$p(n,a),energy:Math.abs(a),amount:o}),s!==null&&Math.abs(s)>=Po?r.push({key:s>0?"trade_better":"trade_worse",amount:e,saved:Math.abs(s)}):r.push({key:"trade_even",amount:e}),r}function $p(n,i){return n?n>0?i>0?"trade_over":"trade_short":i>0?"trade_less":"trade_more":i>0?"trade_to":"trade_from"}var qc=n=>Date.parse(n)/1e3;function Yc(n,i,e){return[...n.filter(({start:s})=>s<e),...i.map(s=>({...s,start:qc(s.start),end:qc(s.end)}))]}function Zc(n,i){return n.find(({amount:t})=>t===null)?.start??n.at(-1)?.end??i}function Jc(n,i){let e=i.toLocaleLowerCase().split(/\s+/).filter(Boolean);return e.length===0?n:n.filter(({words:t})=>e.every(s=>t.includes(s)))}var Ro=86400,zo=31,kp=8*Ro,Tp=10,Qc=44,Ep=132,Cp=x`
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z"></path></svg>
`,At=class extends fe{constructor(){super(...arguments);this.titleKey="trades_title";this.words="";this.onlyTraded=!0;this.said="";this.exporting=!1;this.asked="";this.worded=new WeakMap;this.export=async()=>{let{home:e}=this;if(e){this.exporting=!0;try{let t=new Date((this.now()-(this.config.days??zo)*Ro)*1e3).toISOString(),{response:s}=await this.hass.callService(Ye,"export_history",{config_entry_id:e.entry,start:t},void 0,!1,!0);if(!s)return;Ap(s.csv,`energy-trade-${new Date().toISOString().slice(0,10)}.csv`),this.said=this.text("exported",{rows:s.rows})}catch(t){this.said=this.text("export_failed",{error:t.message??""})}finally{this.exporting=!1}}}}static getStubConfig(){return{days:zo}}static getConfigForm(){return Ze({name:"days",selector:{number:{min:1,max:366,mode:"box"}}},{name:"height",selector:{number:{min:3,max:40,mode:"box"}}})}setConfig(e){super.setConfig(e),this.trades=void 0,this.asked=""}getGridOptions(){return{columns:24,min_columns:9,rows:"auto"}}willUpdate(e){super.willUpdate(e);let{board:t,home:s}=this;if(!t||!s)return;let r=[s.entry,this.config.days,t.totals,t.blocks.map(({start:a,phase:c})=>[a,c])],o=JSON.stringify(r);o!==this.asked&&this.ask(o,s.entry,JSON.stringify(t.totals))}async ask(e,t,s){this.asked=e;let r=this.trades??[],o=this.now(),a=o-(this.config.days??zo)*Ro,c=s===this.settled?o:o-kp,d=r.length===0?a:Math.max(a,Math.min(Zc(r,a),c));try{let _={config_entry_id:t,start:new Date(d*1e3).toISOString()},{response:m}=await this.hass.callService(Ye,"get_trades",_,void 0,!1,!0);if(e!==this.asked||!m)return;let g=m.trades[0];this.trades=Yc(r,m.trades,g?Date.parse(g.start)/1e3:d),this.settled=s}catch{e===this.asked&&(this.asked="")}}rows(e){let t=[this.hass.locale,this.hass.language,this.trades,this.onlyTraded],s=t.map((c,d)=>c===this.rowsOf?.key[d]);if(this.rowsOf&&s.every(Boolean))return this.rowsOf.rows;(!s[0]||!s[1])&&(this.worded=new WeakMap);let r=ht(e.interval_seconds),a=(this.trades??[]).filter(({traded:c,metered:d})=>c!==0||!this.onlyTraded&&d!==null).map(c=>this.rowOf(c,r)).reverse();return this.rowsOf={key:t,rows:a},a}rowOf(e,t){let s=this.worded.get(e);return s||this.worded.set(e,s={...e,words:this.wordsOf(e,t)}),s}wordsOf(e,t){let s=new Date(e.start*1e3),o=[`${s.getFullYear()}-${String(s.getMonth()+1).padStart(2,"0")}-${String(s.getDate()).padStart(2,"0")}`,Hi(this.hass,e.start),Je(this.hass,e.start,t)];return e.traded&&o.push(this.text(e.traded>0?"sold":"bought")),[...o,...this.states(e)].join(" ").toLocaleLowerCase()}states(e){let t=[this.text(e.amount===null?"pending":"settled")];return e.estimated&&t.push(this.text("estimated")),e.late&&t.push(this.text("late")),e.amount!==null&&e.metered===null&&t.push(this.text("unmetered")),t}aside(){return this.board?x`
      <button class="action" ?disabled=${this.exporting} @click=${this.export}>${this.text("export_csv")}</button>
    `:P}content(e){if(!this.trades)return this.notice("loading");let t=this.rows(e),s=Jc(t,this.words),r=this.text("trades_count",{shown:s.length,count:t.length});return x`
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
      ${s.length===0?this.nothingThere(t.length):this.table(e,s)}
    `}find(e){this.words=e,this.body_?.scrollTo({top:0})}nothingThere(e){let t=e===0?this.text("trades_empty"):this.text("trades_no_match",{query:this.words});return x`<p class="notice">${t}</p>`}table(e,t){let s=t.some(({start:o})=>o===this.opened),r=Math.min(t.length,this.config.height??Tp)*Qc+(s?Ep:0);return x`
      <div class="table" role="table" aria-label=${this.text("trades_label")} aria-rowcount=${t.length+1}><div class="row head" role="row" aria-rowindex="1">
          ${["column_time","column_trade","column_price","column_amount","column_state"].map(o=>x`<span role="columnheader">${this.text(o)}</span>`)}
          <span role="columnheader"><span class="visually-hidden">${this.text("trade_why")}</span></span></div><div class="body" role="rowgroup" tabindex="0" aria-label=${this.text("trades_label")} style="height:${r}px">
          ${Kc({scroller:!0,items:t,keyFunction:o=>o.start,renderItem:(o,a)=>this.row(e,o,a)})}
        </div></div>
    `}row(e,t,s){let{hass:r}=this,o=ht(e.interval_seconds),a=t.traded>0?"sold":t.traded<0?"bought":void 0,c=a!==void 0&&t.amount!==null&&Math.abs(t.delivered-t.traded)>=5e-4,[d,..._]=this.states(t),m=(t.amount??0)<0,g=t.amount===null||!t.traded?0:t.amount-(t.traded_amount??0),b=t.start===this.opened;return x`
      <div class="item" role="none"><div class="row" role="row" aria-rowindex=${s+2} @click=${()=>this.opened=b?void 0:t.start}><span role="cell" class="number">
            ${Je(r,t.start,o)}<small>${Hi(r,t.start)}</small></span><span role="cell" class="trade ${a??""}">
            ${a?x`<b>${this.text(a)}</b> <span class="number">${Qe(r,Math.abs(t.traded))}</span>`:"–"}
            ${c?x`<small>${this.text("column_delivered")} ${Qe(r,Math.abs(t.delivered))}</small>`:P}
          </span><span role="cell" class="number">${t.price===null?"–":ot(r,t.price,e.currency)}</span><span role="cell" class="number ${m?"":"plus"}">
            ${t.amount===null?"–":this.money(e,t.amount)}
            ${Math.abs(g)>=5e-4?x`<small class="beyond">${this.text("differences",{amount:this.money(e,g)})}</small>`:P}
          </span><span role="cell" class="muted">${d}${_.map(w=>x`<em>${w}</em>`)}</span><span role="cell"><button
            class="why"
            aria-expanded=${b}
            aria-label="${this.text("trade_why")}: ${Je(r,t.start,o)}"
          >${Cp}</button></span></div>
        ${b?x`
              <div role="row" class="explained"><span role="cell">
                ${jc(t).map(w=>x`<p>${this.sentence(e,w)}</p>`)}
              </span></div>
            `:P}
      </div>
    `}money(e,t,s=!0){return rt(this.hass,t,e.currency,{sign:s,fraction:xo(e.currency)})}sentence(e,{key:t,energy:s,price:r,grid:o,amount:a,saved:c}){let d=_=>ot(this.hass,_??0,e.currency);return this.text(t,{energy:Qe(this.hass,s??0),price:d(r),grid:d(o),amount:this.money(e,a??0),saved:this.money(e,c??0,!1)})}};At.styles=[...fe.styles,ve`
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
        height: ${Qc}px;
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
          grid-template-columns: 68px minmax(142px, 1fr) minmax(0, max-content) 24px;
          gap: 6px;
          font-size: 13px;
        }
        .beyond {
          display: none;
        }
        .row > :nth-child(3),
        .row > :nth-child(5) {
          display: none;
        }
        .row > :nth-child(4) {
          overflow: hidden;
          text-overflow: ellipsis;
        }
      }
    `],N([ke()],At.prototype,"trades",2),N([ke()],At.prototype,"words",2),N([ke()],At.prototype,"onlyTraded",2),N([ke()],At.prototype,"said",2),N([ke()],At.prototype,"exporting",2),N([ke()],At.prototype,"opened",2),N([rn(".body")],At.prototype,"body_",2),At=N([Me("energy-trade-trades-card")],At);function Ap(n,i){let e=document.createElement("a");e.href=URL.createObjectURL(new Blob([n],{type:"text/csv;charset=utf-8"})),e.download=i,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),6e4)}var Mp=["trading","selling","buying","lowest_selling_price","highest_buying_price","daily_limit"],Pp=["planned_start","battery_mode","allow_control","ready","run_now","plan_reason","mode_reason"],zp=new Set(["trading","lowest_selling_price","highest_buying_price","daily_limit","plan_reason","mode_reason"]),Rp=new Set(["planned_start","battery_mode","plan_reason","mode_reason"]),nr=class extends HTMLElement{static{this.configRequired=!1}static getCreateSuggestions(i){return{title:je(i.language,"strategy_name"),icon:"mdi:home-lightning-bolt"}}static generate(i,e){let t=yo(e).filter(({entry:o})=>i.homes?.includes(o)??!0);if(t.length===0)return Promise.resolve({views:[Dp(e)]});let[s,r]=t;return Promise.resolve({views:s&&!r?Ip(e,s):Hp(e,t)})}};function Dp(n){return{title:je(n.language,"strategy_name"),path:"overview",type:"panel",cards:[{type:"custom:energy-trade-market-card"}]}}function Xc(n,i){return n.flatMap(e=>{let t=i.get(e);return t===void 0?[]:Lp(e,t)})}function Lp(n,i){let e={condition:"state",entity:i,state_not:["unknown","unavailable"]};return{type:"tile",entity:i,name:{type:"entity"},...zp.has(n)?{grid_options:{columns:"full"}}:{},...Rp.has(n)?{visibility:[e]}:{},...n==="run_now"?{hide_state:!0}:{}}}var Do=({entry:n})=>(i,e={})=>({type:`custom:energy-trade-${i}-card`,entry:n,...e}),Mt={grid_options:{columns:"full"}};function eh(n,i){let e=Do(i);return[{type:"grid",column_span:2,cards:[e("questions",{...Mt,hide_empty:!0}),e("now",Mt),e("market",Mt),e("plan",Mt)]},{type:"grid",cards:[e("money",Mt),e("score",Mt),e("community",Mt)]},{type:"grid",cards:[{type:"heading",heading:je(n.language,"section_controls")},...Xc(Mp,i.entities),...i.devices.flatMap(({name:t,entities:s})=>[{type:"heading",heading:t,heading_style:"subtitle"},...Xc(Pp,s)])]}]}var th=n=>Ft.isWanted(n)?[{type:"custom:energy-trade-offer-card",...Mt}]:[],ih=n=>({type:"grid",column_span:2,cards:[Do(n)("trades",{...Mt,height:14})]});function Ip(n,i){let e=eh(n,i);return e.at(-1)?.cards.push(...th(n)),[{title:je(n.language,"view_overview"),path:"overview",type:"sections",max_columns:4,sections:e},{title:je(n.language,"view_trades"),path:"trades",type:"sections",max_columns:2,sections:[ih(i)]}]}function Hp(n,i){let e=({entry:o})=>`home-${o.toLowerCase().slice(-8)}`,t=o=>{let a=Do(o),c={action:"navigate",navigation_path:e(o)};return{type:"grid",cards:[{type:"heading",heading:o.label,icon:"mdi:home-lightning-bolt",tap_action:c},a("questions",{...Mt,hide_empty:!0}),a("now",Mt),a("money",{...Mt,chart:!1})]}},s=th(n);return[{title:je(n.language,"view_overview"),path:"overview",type:"sections",max_columns:4,sections:[...i.map(t),...s.length?[{type:"grid",cards:s}]:[]]},...i.map(o=>({title:o.label,path:e(o),type:"sections",max_columns:4,sections:[...eh(n,o),ih(o)]}))]}var Op=["now","market","plan","money","score","trades","community","questions"],Bp="https://github.com/energy-trade/energy-trade";customElements.define("ll-strategy-dashboard-energy-trade",nr);function nh(n,i,e,t){let s=window[n]??=[];if(s.some(o=>o.type===i))return;let r=n==="customStrategies";s.push({type:i,get name(){let o=je(_n(),r?"strategy_name":`${e}_title`);return r?o:`Energy Trade: ${o}`},get description(){return je(_n(),`${e}_description`)},documentationURL:Bp,...t})}for(let n of Op)nh("customCards",`energy-trade-${n}-card`,n,{preview:!0});nh("customStrategies","energy-trade","strategy",{strategyType:"dashboard"});
