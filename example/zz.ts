import { random } from '#engines/numerics'
import { buildGeography } from './geography/build.ts'
for(let s=0;s<10;s++){const g=buildGeography(random(s).split(1));console.log(s,[g.msoas,g.wards,g.districts].map(l=>l.length+':'+l.filter(p=>p.rings.length>1).length).join(' '), new Set(g.areas.map(a=>a.code)).size, Math.max(...[...Map.groupBy(g.areas,a=>a.msoa).values()].map(l=>l.length)),Math.min(...[...Map.groupBy(g.areas,a=>a.ward).values()].map(l=>l.length)))}
